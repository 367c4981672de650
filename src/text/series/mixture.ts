/** The weights of forecasters, fitted by their errors on values that none of them was fitted to. */
import { meanAbsolute } from './measures';

/** [N] of [M, N] by weights [M] */
export function joined(of: readonly Float64Array[], weights: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(of[0]?.length ?? 0);
  for (const [index, values] of of.entries()) {
    const weight = weights[index]!;
    if (weight !== 0) for (let at = 0; at < sum.length; at++) sum[at]! += weight * values[at]!;
  }
  return sum;
}

/**
 * A forecaster's weight falls with this power of its mean absolute error. Weights that are fitted (least squares, even of two forecasters)
 * erred more on later values (docs/forecasting.md).
 */
const power = 8;
/** A smaller weight becomes 0, so that the table stays legible. */
const leastWeight = 0.02;
/** With fewer errors no mixture is fitted. */
const fewest = 16;

/** Weights, none below 0, together 1, by inverse powers of the errors. @param errors [M, N] of each forecaster on the same values @returns [M] */
export function mixtureOf(errors: readonly Float64Array[]): Float64Array {
  const mean = errors.map(meanAbsolute);
  const least = Math.min(...mean);
  const inverse = (error: number): number => (error === least ? 1 : (least / error) ** power);
  const cut = leastWeight * mean.reduce((sum, error) => sum + inverse(error), 0);
  const weights = Float64Array.from(mean, error => (inverse(error) < cut ? 0 : inverse(error)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map(weight => weight / all);
}

/**
 * The standard error of the mean of values one after the other. Errors of forecasts `steps` ahead share what happened in `steps` - 1 steps, so
 * neighbours covary: M. Bartlett's weights of the covariances at smaller distances (as W. Newey and K. West, 1987, take them).
 */
function standardError(values: Float64Array, steps: number): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  let variance = 0;
  for (let distance = 0; distance < Math.min(steps, count); distance++) {
    let covariance = 0;
    for (let at = distance; at < count; at++) covariance += (values[at]! - mean) * (values[at - distance]! - mean);
    variance += ((distance === 0 ? 1 : 2 * (1 - distance / steps)) * covariance) / count;
  }
  return Math.sqrt(Math.max(0, variance) / count);
}

/**
 * The weights of the forecasters: all weight for the best of them, or weights of all if their mixture has a lower error. The network's epoch was
 * chosen by these values, so its errors here are too low: it gets weight only if its error is lower than that of every plain method by more than
 * one standard error (L. Breiman's rule).
 * @param plain [M, N] errors of the plain methods @param network [N] its errors; absent where there is none @param steps how far ahead all are
 * @returns [M] or, with a network, [M + 1] weights, that of the network last
 */
export function trustIn(
  plain: readonly Float64Array[],
  network: Float64Array | undefined,
  steps: number,
): Float64Array {
  const mean = plain.map(meanAbsolute);
  const best = mean.indexOf(Math.min(...mean));
  const gain = network?.map((error, at) => Math.abs(plain[best]![at]!) - Math.abs(error));
  const takesPart =
    gain !== undefined && gain.reduce((sum, one) => sum + one, 0) / gain.length > standardError(gain, steps);
  const rivals = network && takesPart ? [...plain, network] : plain;
  const alone = rivals === plain ? best : plain.length;
  const mixture = mixtureOf(rivals);
  const wins = plain[best]!.length >= fewest && meanAbsolute(joined(rivals, mixture)) < meanAbsolute(rivals[alone]!);
  return Float64Array.from({ length: plain.length + Number(network !== undefined) }, (_, index) =>
    wins ? (mixture[index] ?? 0) : Number(index === alone),
  );
}
