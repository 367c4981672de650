/**
 * Several series at once, each from the past of all of them, by least squares (H. Lütkepohl, "New Introduction to Multiple Time Series Analysis",
 * 2005, chapter 3). Steps ahead it goes on from its own outputs for every column: of no column is anything known but its past.
 */
import type { Pausable } from '../pausable';
import { into, outOf, valuesPerWeight, type Transform } from './autoregression';
import type { Forecaster } from './forecaster';
import { solveSymmetric } from './leastSquares';

/** A value of a column so many steps before. */
interface Past {
  column: number;
  lag: number;
}

export interface VectorAutoregression {
  pasts: readonly Past[];
  /** One a column: weights of the pasts, the constant behind them. */
  equations: readonly Float64Array[];
}

/** Lags of the other columns that are tried, by Akaike's criterion for the first column. */
const orders = [1, 2, 3, 4, 6, 8];

/**
 * @param columns the one that matters comes first
 * @param end the values before it are fitted to
 * @param ownLags of the first column, as its autoregression has them
 */
function* vectorAutoregression(
  columns: readonly Float64Array[],
  end: number,
  ownLags: readonly number[],
  season: number,
): Pausable<VectorAutoregression> {
  let best: { model: VectorAutoregression; criterion: number } | undefined;
  const start = Math.min(end >> 1, Math.max(...ownLags, season, ...orders));
  for (const order of orders) {
    const lags = Array.from({ length: order }, (_, index) => index + 1);
    const ofOthers = [...new Set([...lags, ...(season > 1 ? [season] : [])])].filter(lag => lag <= start);
    const pasts = columns.flatMap((_, column) =>
      (column === 0 ? ownLags.filter(lag => lag <= start) : ofOthers).map((lag): Past => ({ column, lag })),
    );
    if (best && (end - start) / (pasts.length + 2) < valuesPerWeight) break;
    const next = yield* fitted(columns, start, end, pasts);
    if (!best || next.criterion < best.criterion) best = next;
  }
  return best!.model;
}

function* fitted(
  columns: readonly Float64Array[],
  start: number,
  end: number,
  pasts: readonly Past[],
): Pausable<{ model: VectorAutoregression; criterion: number }> {
  const width = pasts.length + 1;
  const a = new Float64Array(width * width);
  const b = columns.map(() => new Float64Array(width));
  const row = new Float64Array(width).fill(1);
  for (let at = start; at < end; at++) {
    for (const [index, { column, lag }] of pasts.entries()) row[index] = columns[column]![at - lag]!;
    for (let i = 0; i < width; i++) {
      const value = row[i]!;
      for (let j = 0; j <= i; j++) a[i * width + j]! += value * row[j]!;
      for (const [column, sums] of b.entries()) sums[i]! += value * columns[column]![at]!;
    }
    if (at % 256 === 0) yield;
  }
  const equations = b.map(sums => solveSymmetric(a, sums));
  let squares = 0;
  for (let at = start; at < end; at++)
    squares += (columns[0]![at]! - predictionAt({ pasts, equations }, columns, at, 0)) ** 2;
  const count = end - start;
  const criterion = count * Math.log(Math.max(squares, Number.MIN_VALUE) / count) + 2 * (width + 1);
  return { model: { pasts, equations }, criterion };
}

const predictionAt = (
  { pasts, equations }: VectorAutoregression,
  columns: readonly Float64Array[],
  at: number,
  column: number,
): number => {
  const equation = equations[column]!;
  let sum = equation[pasts.length]!;
  for (const [index, past] of pasts.entries()) sum += equation[index]! * columns[past.column]![at - past.lag]!;
  return sum;
};

/** What the first column is beside what the model sees of it. */
export interface SeenColumn {
  transform: Transform;
  /** Of a place, after the transform. */
  effect: (at: number) => number;
}

/** Mean 0 and deviation 1 before `end`, so that columns of any unit are solved for alike. */
function standardisedColumn(values: Float64Array, end: number): Float64Array {
  const known = values.subarray(0, end);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) || 1;
  return values.map(value => (value - mean) / deviation);
}

/** @param values of the column that is forecast @param others whole, as they are; those from `end` on are only known as they come */
export function* vectorForecaster(
  values: Float64Array,
  others: readonly Float64Array[],
  { end, season, ownLags, seen }: { end: number; season: number; ownLags: readonly number[]; seen: SeenColumn },
): Pausable<Forecaster> {
  const { transform, effect } = seen;
  const columns = [
    values.map((value, at) => into(value, transform) - effect(at)),
    ...others.map(other => standardisedColumn(other, end)),
  ];
  const model = yield* vectorAutoregression(columns, end, ownLags, season);
  const longest = Math.max(...model.pasts.map(({ lag }) => lag));
  return {
    path: (from, found) => {
      // What is known before `from`, then its own outputs.
      const begin = from - longest;
      const ahead = columns.map(column =>
        Float64Array.from({ length: longest + found.length }, (_, index) =>
          index < longest ? column[Math.max(0, begin + index)]! : 0,
        ),
      );
      for (let step = 0; step < found.length; step++) {
        for (const [column, path] of ahead.entries())
          path[longest + step] = predictionAt(model, ahead, longest + step, column);
        found[step] = outOf(ahead[0]![longest + step]! + effect(from + step), transform);
      }
    },
  };
}
