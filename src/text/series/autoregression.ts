/** Linear autoregression by least squares: each value from chosen values before it; which, and of values or logarithms, by Akaike's criterion. */
import type { Pausable } from '../pausable';
import type { Forecaster } from './forecaster';
import { solveSymmetric } from './leastSquares';

export interface Autoregression {
  /** Ascending. */
  lags: readonly number[];
  /** One a lag. */
  weights: Float64Array;
  constant: number;
}

/** Sums of products of all lags that may be chosen, so that each choice costs no further look at the values. */
interface Moments {
  lags: readonly number[];
  /** [L + 2, L + 2]: lagged values, 1, the value itself */
  products: Float64Array;
  count: number;
}

/** @param end values before it are looked at */
function* momentsOf(values: Float64Array, end: number, lags: readonly number[]): Pausable<Moments> {
  const width = lags.length + 2;
  const products = new Float64Array(width * width);
  const row = new Float64Array(width);
  const start = Math.max(...lags);
  for (let at = start; at < end; at++) {
    for (let index = 0; index < lags.length; index++) row[index] = values[at - lags[index]!]!;
    row[width - 2] = 1;
    row[width - 1] = values[at]!;
    for (let i = 0; i < width; i++) {
      const value = row[i]!;
      for (let j = 0; j <= i; j++) products[i * width + j]! += value * row[j]!;
    }
    if (at % 1024 === 0) yield;
  }
  return { lags, products, count: Math.max(0, end - start) };
}

function fitted({ lags, products, count }: Moments, chosen: readonly number[]): Autoregression & { criterion: number } {
  const width = lags.length + 2;
  const of = (i: number, j: number): number => products[Math.max(i, j) * width + Math.min(i, j)]!;
  const places = [...chosen.map(lag => lags.indexOf(lag)), width - 2];
  const k = places.length;
  const a = Float64Array.from({ length: k * k }, (_, index) => of(places[Math.floor(index / k)]!, places[index % k]!));
  const b = Float64Array.from(places, place => of(place, width - 1));
  const x = solveSymmetric(a, b);
  // |y - A x|^2 = y'y - 2 x'A'y + x'A'A x
  let squares = of(width - 1, width - 1);
  for (let i = 0; i < k; i++) {
    squares -= 2 * x[i]! * b[i]!;
    for (let j = 0; j < k; j++) squares += x[i]! * x[j]! * a[i * k + j]!;
  }
  const least = 1e-12 * of(width - 1, width - 1) + Number.MIN_VALUE;
  const used = k + 1;
  const small = count > used + 1 ? (2 * used * (used + 1)) / (count - used - 1) : Infinity;
  const criterion = count * Math.log(Math.max(squares, least) / count) + 2 * used + small;
  return { lags: chosen, weights: x.slice(0, -1), constant: x[k - 1]!, criterion };
}

/** The choice of lags that Akaike's criterion, corrected for few values, prefers. @param end values before it are fitted to */
export function* autoregression(
  values: Float64Array,
  end: number,
  choices: readonly (readonly number[])[],
): Pausable<Autoregression & { criterion: number }> {
  const lags = [...new Set(choices.flat())].sort((a, b) => a - b);
  const moments = yield* momentsOf(values, end, lags);
  return choices
    .map(chosen => fitted(moments, chosen))
    .reduce((best, next) => (next.criterion < best.criterion ? next : best));
}

const orders = [1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 28];
const mostNear = 49;
/** The fewest values for each weight. */
export const valuesPerWeight = 5;

/**
 * Lags that may be worth it: so many values before, with those of the seasons before; and those a long season ago.
 * @param long values of a long season (a year of days); 1: none
 */
export function lagChoices(count: number, season: number, long: number): number[][] {
  const near = [...orders, season, season + 1, 2 * season, 4 * season].filter(order => order <= mostNear);
  const first = (order: number): number[] => Array.from({ length: order }, (_, index) => index + 1);
  const ago = (length: number): number[] => [length - 1, length, length + 1, 2 * length].filter(lag => lag > 0);
  const yearly = long > 1 ? [...new Set([long - season, long, long + season])].filter(lag => lag > 0) : [];
  const bases = [...new Set(near)].sort((a, b) => a - b).map(first);
  const seasonal = season > 1 ? bases.map(base => [...base, ...ago(season)]) : [];
  const all = [...bases, ...seasonal].map(lags => [...new Set(lags)].sort((a, b) => a - b));
  const withYear = yearly.length > 0 ? all.map(lags => [...new Set([...lags, ...yearly])].sort((a, b) => a - b)) : [];
  const fits = [...all, ...withYear].filter(
    lags => (count - lags.at(-1)!) / (lags.length + 2) >= valuesPerWeight && lags.at(-1)! < count / 2,
  );
  return fits.length > 0 ? fits : [[1]];
}

/** @param transform 'log' where the weights are of logarithms */
export function autoregressive(
  values: Float64Array,
  { lags, weights, constant }: Autoregression,
  transform: Transform,
): Forecaster {
  const seen = values.map(value => into(value, transform));
  return {
    path: (from, found) => {
      const known = (at: number): number => (at < from ? seen[Math.max(0, at)]! : ahead[at - from]!);
      const ahead = new Float64Array(found.length);
      for (let step = 0; step < found.length; step++) {
        let sum = constant;
        for (let index = 0; index < lags.length; index++) sum += weights[index]! * known(from + step - lags[index]!);
        ahead[step] = sum;
        found[step] = outOf(sum, transform);
      }
    },
  };
}

export type Transform = 'none' | 'log';

export const into = (value: number, transform: Transform): number => (transform === 'log' ? Math.log(value) : value);
/** No forecast is so far beyond all that a sum of products of its own outputs runs away. */
export const outOf = (value: number, transform: Transform): number =>
  transform === 'log' ? Math.exp(Math.min(700, value)) : value;

/** Of values above 0 it is also tried on their logarithms; the criterion says which fits, both in the unit of the values. */
export function* fitAutoregression(
  values: Float64Array,
  end: number,
  choices: readonly (readonly number[])[],
): Pausable<{ model: Autoregression; transform: Transform }> {
  const plain = yield* autoregression(values, end, choices);
  if (values.subarray(0, end).some(value => value <= 0) || values.subarray(end).some(value => value <= 0))
    return { model: plain, transform: 'none' };
  const logs = values.map(Math.log);
  const logarithmic = yield* autoregression(logs, end, choices);
  const start = Math.max(...choices.flat());
  const stretch = logs.subarray(start, end).reduce((sum, value) => sum + 2 * value, 0);
  return logarithmic.criterion + stretch < plain.criterion
    ? { model: logarithmic, transform: 'log' }
    : { model: plain, transform: 'none' };
}
