/** A series as a network sees it, and back. */
import { into, outOf, type Transform } from './autoregression';
import type { Series } from './readSeries';
import type { SpecialDays } from './specialDays';

/** How one column was scaled: mean and deviation of what is left once it is transformed. */
export interface ColumnScale {
  transform: Transform;
  mean: number;
  deviation: number;
}

export interface Scaling {
  /** Of each column; none where values are seen as they are. */
  scales: ColumnScale[];
  /** [N] as the network sees them. */
  values: Float32Array;
  /** [N, columns] with the columns that help beside them. */
  all: Float32Array;
  columns: number;
  /** The first value that means something. */
  from: number;
  /** A value at a place as the network would see it. */
  seen(at: number, value: number): number;
  /** What comes at from, from + 1, ... in the unit of the series. @param found as the network says it; overwritten */
  back(from: number, found: Float64Array): void;
}

export type SeenValues = 'remainder' | 'standardised' | 'differences' | 'raw';

/**
 * @param end mean and deviation are those of the values before it @param special where values are a remainder
 * @param kept mean and deviation of each column in their place
 */
export function scalingOf(
  { values, inputs = [] }: Series,
  end: number,
  seen: SeenValues,
  special: SpecialDays | undefined,
  kept: readonly ColumnScale[] = [],
): Scaling {
  const { scale, ...own } = scalingOfOne(values, end, seen, special, kept[0]);
  if (inputs.length === 0) return { ...own, all: own.values, columns: 1, scales: scale ? [scale] : [] };
  // Calendars tell nothing of what the others are beside it, and none of their units is known.
  const others = inputs.map((input, at) =>
    scalingOfOne(input, end, seen === 'differences' ? seen : 'standardised', undefined, kept[1 + at]),
  );
  const columns = 1 + inputs.length;
  const all = new Float32Array(values.length * columns);
  for (const [column, one] of [own, ...others].entries())
    for (let at = 0; at < values.length; at++) all[at * columns + column] = one.values[at]!;
  const scales = [scale, ...others.map(other => other.scale)].filter(of => of !== undefined);
  return { ...own, all, columns, scales };
}

/** So many deviations away, or so many times as wide or as narrow, a network sees values like those that it has learned from. */
const [nearest, widest] = [0.5, 1.5];

/** Whether values scaled in one way look like values scaled in the other. */
export const isAlike = (one: readonly ColumnScale[], other: readonly ColumnScale[]): boolean =>
  one.length === other.length &&
  one.every((scale, at) => {
    const of = other[at]!;
    const wide = scale.deviation / of.deviation;
    return (
      scale.transform === of.transform &&
      Math.abs(scale.mean - of.mean) <= nearest * of.deviation &&
      wide <= widest &&
      wide >= 1 / widest
    );
  });

function scalingOfOne(
  values: Float64Array,
  end: number,
  seen: SeenValues,
  special: SpecialDays | undefined,
  kept: ColumnScale | undefined,
): Omit<Scaling, 'all' | 'columns' | 'scales'> & { scale?: ColumnScale } {
  if (seen === 'raw')
    return { values: Float32Array.from(values), from: 0, seen: (_, value) => value, back: () => undefined };
  if (seen === 'differences') {
    const steps = values.map((value, at) => (at === 0 ? 0 : value - values[at - 1]!));
    const scaled = standardised(steps, kept ?? { transform: 'none', ...momentsOf(steps.subarray(1, end)) });
    return {
      scale: scaled.scale,
      values: scaled.values,
      from: 1,
      seen: (at, value) => scaled.in(value - values[at - 1]!),
      back: (from, found) => {
        let value = values[from - 1]!;
        for (let step = 0; step < found.length; step++) found[step] = value += scaled.out(found[step]!);
      },
    };
  }
  const transform: Transform = special && seen === 'remainder' ? special.transform : 'none';
  const effect = special && seen === 'remainder' ? special.effect : () => 0;
  const left = values.map((value, at) => into(value, transform) - effect(at));
  const scaled = standardised(left, kept ?? { transform, ...momentsOf(left.subarray(0, end)) });
  return {
    scale: scaled.scale,
    values: scaled.values,
    from: 0,
    seen: (at, value) => scaled.in(into(value, transform) - effect(at)),
    back: (from, found) => {
      for (let step = 0; step < found.length; step++)
        found[step] = outOf(scaled.out(found[step]!) + effect(from + step), transform);
    },
  };
}

function momentsOf(known: Float64Array): Pick<ColumnScale, 'mean' | 'deviation'> {
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) || 1;
  return { mean, deviation };
}

function standardised(values: Float64Array, scale: ColumnScale) {
  const { mean, deviation } = scale;
  return {
    scale,
    values: Float32Array.from(values, value => (value - mean) / deviation),
    in: (value: number): number => (value - mean) / deviation,
    out: (value: number): number => mean + deviation * value,
  };
}
