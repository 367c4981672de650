/** A series as a network sees it, and back. */
import { into, outOf, type Transform } from './autoregression';
import type { Series } from './readSeries';
import type { SpecialDays } from './specialDays';

export interface Scaling {
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

/** @param end mean and deviation are those of the values before it @param special where values are a remainder */
export function scalingOf(
  { values, inputs = [] }: Series,
  end: number,
  seen: SeenValues,
  special: SpecialDays | undefined,
): Scaling {
  const own = scalingOfOne(values, end, seen, special);
  if (inputs.length === 0) return { ...own, all: own.values, columns: 1 };
  // Calendars tell nothing of what the others are beside it, and none of their units is known.
  const others = inputs.map(input =>
    scalingOfOne(input, end, seen === 'differences' ? seen : 'standardised', undefined),
  );
  const columns = 1 + inputs.length;
  const all = new Float32Array(values.length * columns);
  for (const [column, one] of [own, ...others].entries())
    for (let at = 0; at < values.length; at++) all[at * columns + column] = one.values[at]!;
  return { ...own, all, columns };
}

function scalingOfOne(
  values: Float64Array,
  end: number,
  seen: SeenValues,
  special: SpecialDays | undefined,
): Omit<Scaling, 'all' | 'columns'> {
  if (seen === 'raw')
    return { values: Float32Array.from(values), from: 0, seen: (_, value) => value, back: () => undefined };
  if (seen === 'differences') {
    const steps = values.map((value, at) => (at === 0 ? 0 : value - values[at - 1]!));
    const scaled = standardised(steps, 1, end);
    return {
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
  const scaled = standardised(
    values.map((value, at) => into(value, transform) - effect(at)),
    0,
    end,
  );
  return {
    values: scaled.values,
    from: 0,
    seen: (at, value) => scaled.in(into(value, transform) - effect(at)),
    back: (from, found) => {
      for (let step = 0; step < found.length; step++)
        found[step] = outOf(scaled.out(found[step]!) + effect(from + step), transform);
    },
  };
}

function standardised(values: Float64Array, from: number, end: number) {
  const known = values.subarray(from, end);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) || 1;
  return {
    values: Float32Array.from(values, value => (value - mean) / deviation),
    in: (value: number): number => (value - mean) / deviation,
    out: (value: number): number => mean + deviation * value,
  };
}
