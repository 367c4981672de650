/**
 * The Theta method (V. Assimakopoulos, K. Nikolopoulos, "The Theta model", 2000): simple exponential smoothing with half the slope of the
 * straight line through the series (R. Hyndman, B. Billah, "Unmasking the Theta method", 2003), on a series without its season.
 */
import type { Forecaster } from './forecaster';
import { seasonalPattern } from './season';

/** @param end the values before it are fitted to @param season 1: none */
export function theta(values: Float64Array, end: number, season: number): Forecaster {
  const pattern = seasonalPattern(values.subarray(0, end), season);
  const plain = values.map((value, at) => pattern.without(value, at));
  const { alpha, first } = smoothingOf(plain.subarray(0, end));
  const slope = slopeOf(plain.subarray(0, end));
  /** [t] after the values before t */
  const levels = new Float64Array(plain.length + 1).fill(first);
  for (let at = 0; at < plain.length; at++) levels[at + 1] = levels[at]! + alpha * (plain[at]! - levels[at]!);
  return {
    path: (from, into) => {
      const gone = (1 - (1 - alpha) ** from) / alpha;
      for (let step = 0; step < into.length; step++)
        into[step] = pattern.with(levels[from]! + (slope / 2) * (step + gone), from + step);
    },
  };
}

/** Of the straight line by least squares. */
function slopeOf(values: Float64Array): number {
  const middle = (values.length - 1) / 2;
  let [above, below] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    above += (at - middle) * values[at]!;
    below += (at - middle) ** 2;
  }
  return below === 0 ? 0 : above / below;
}

const golden = (Math.sqrt(5) - 1) / 2;

/** The share of the newest value that leaves the smallest squares of errors one step ahead; the first level is the first value. */
export function smoothingOf(values: Float64Array): { alpha: number; first: number } {
  const first = values[0]!;
  const squares = (alpha: number): number => {
    let level = first;
    let sum = 0;
    for (const value of values) {
      sum += (value - level) ** 2;
      level += alpha * (value - level);
    }
    return sum;
  };
  let [low, high] = [0.001, 1];
  for (let round = 0; round < 40; round++) {
    const width = golden * (high - low);
    if (squares(high - width) < squares(low + width)) high = low + width;
    else low = high - width;
  }
  return { alpha: (low + high) / 2, first };
}
