/** A weighted mean of forecasts, whose weights are learned from values that none of them had read. */

/**
 * Weights, none below 0, together 1, with the least squared error of the weighted sum: along each pair in turn the best exchange is known.
 * @param errors of each forecaster on the same values
 */
export function mixtureOf(errors: readonly Float64Array[]): Float64Array {
  const count = errors.length;
  const products = errors.map(a => errors.map(b => a.reduce((sum, value, at) => sum + value * b[at]!, 0)));
  const weights = new Float64Array(count).fill(1 / count);
  const slope = (i: number): number => weights.reduce((sum, weight, j) => sum + weight * products[i]![j]!, 0);
  for (let round = 0; round < 500; round++) {
    let moved = 0;
    for (let i = 0; i < count; i++)
      for (let j = 0; j < i; j++) {
        const curvature = products[i]![i]! - 2 * products[i]![j]! + products[j]![j]!;
        if (!(curvature > 0)) continue;
        const step = Math.max(-weights[i]!, Math.min(weights[j]!, (slope(j) - slope(i)) / curvature));
        weights[i]! += step;
        weights[j]! -= step;
        moved += Math.abs(step);
      }
    if (moved < 1e-9) break;
  }
  return weights;
}

/** [N] of [M, N] by weights [M] */
export function joined(of: readonly Float64Array[], weights: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(of[0]?.length ?? 0);
  for (const [index, values] of of.entries()) {
    const weight = weights[index]!;
    if (weight !== 0) for (let at = 0; at < sum.length; at++) sum[at]! += weight * values[at]!;
  }
  return sum;
}

const meanAbsolute = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;

/** Fewer errors say little of how to join. */
const fewest = 16;

/**
 * Whom to believe: the forecaster that errs least, or all of them joined where that wins on the second half of the errors with weights learned
 * from the first.
 */
export function trustIn(errors: readonly Float64Array[]): Float64Array {
  const mean = errors.map(meanAbsolute);
  const best = mean.reduce((found, value, index) => (value < mean[found]! ? index : found), 0);
  const alone = Float64Array.from(errors, (_, index) => Number(index === best));
  const count = errors[0]?.length ?? 0;
  if (errors.length < 2 || count < fewest) return alone;
  const half = count >> 1;
  const second = errors.map(of => of.subarray(half));
  const trial = meanAbsolute(joined(second, mixtureOf(errors.map(of => of.subarray(0, half)))));
  const rivals = second.map(meanAbsolute);
  return trial < Math.min(...rivals) ? mixtureOf(errors) : alone;
}
