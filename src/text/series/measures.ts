/** How far forecasts are off. */

export const meanAbsolute = (errors: ArrayLike<number>): number => meanOf(errors, Math.abs);

export const rootMeanSquare = (errors: ArrayLike<number>): number => Math.sqrt(meanOf(errors, error => error * error));

function meanOf(errors: ArrayLike<number>, of: (error: number) => number): number {
  let sum = 0;
  for (let at = 0; at < errors.length; at++) sum += of(errors[at]!);
  return sum / errors.length;
}

/**
 * What mean absolute scaled errors are measured in (R. Hyndman, A. Koehler, 2006): the mean absolute step of the values before `end` from
 * one season to the next.
 */
export function scaleOf(values: Float64Array, end: number, season: number): number {
  let sum = 0;
  for (let at = season; at < end; at++) sum += Math.abs(values[at]! - values[at - season]!);
  return sum / Math.max(1, end - season);
}

/**
 * Linear between the sorted values (Hyndman and Fan 1996, type 6): so many of further values are expected below it.
 * @param share 0..1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = Math.max(0, Math.min(sorted.length - 1, share * (sorted.length + 1) - 1));
  const below = Math.floor(place);
  const rest = place - below;
  return rest === 0 ? sorted[below]! : (1 - rest) * sorted[below]! + rest * sorted[below + 1]!;
}
