/** Forecasts from many places of a series, by several forecasters, and how far off they are. */
import type { Pausable } from '../pausable';
import type { Forecaster } from './forecaster';

export interface PathSet<N extends string> {
  /** One after another: each knows all before it. */
  origins: Int32Array;
  steps: number;
  /** [O, steps]; NaN where a forecaster has nothing to say. */
  of: Map<N, Float64Array>;
}

/** From the places that it takes to reach each of from..end-1 in up to `steps` steps; none before `earliest`. */
export function originsFor(from: number, end: number, steps: number, earliest: number): Int32Array {
  const first = Math.max(earliest, from - steps + 1);
  return Int32Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

/** Forecasters that were refitted as more values became known. */
export interface Stage<N extends string> {
  /** They forecast from here on, until the next stage does. */
  from: number;
  forecasters: ReadonlyMap<N, Forecaster>;
}

/** @param stages ascending; those of the first also speak before it */
export function* pathsOf<N extends string>(
  stages: readonly [Stage<N>, ...Stage<N>[]],
  origins: Int32Array,
  steps: number,
): Pausable<PathSet<N>> {
  const of = new Map<N, Float64Array>();
  for (const name of stages[0].forecasters.keys()) {
    const all = new Float64Array(origins.length * steps).fill(NaN);
    for (const [index, origin] of origins.entries()) {
      const stage = stages.findLast(({ from }) => from <= origin) ?? stages[0];
      stage.forecasters.get(name)?.path(origin, all.subarray(index * steps, (index + 1) * steps));
      if (index % 64 === 0) yield;
    }
    of.set(name, all);
  }
  return { origins, steps, of };
}

/** The prediction of a place, made `step` steps before it; NaN if that is before the first origin. @param step from 1 */
export function predictionAt(
  { origins, steps }: PathSet<string>,
  paths: Float64Array,
  place: number,
  step: number,
): number {
  const index = place - step + 1 - (origins[0] ?? 0);
  return index < 0 || index >= origins.length ? NaN : paths[index * steps + step - 1]!;
}

/** Values minus predictions at the places that all forecasters predicted: an array for each forecaster. */
export function errorsAt<N extends string>(
  set: PathSet<N>,
  values: Float64Array,
  [from, end]: readonly [number, number],
  step: number,
): Float64Array[] {
  const all = [...set.of.values()];
  const errors: number[][] = all.map(() => []);
  for (let place = from; place < end; place++) {
    const predictions = all.map(paths => predictionAt(set, paths, place, step));
    if (predictions.every(Number.isFinite))
      predictions.forEach((value, index) => errors[index]!.push(values[place]! - value));
  }
  return errors.map(of => Float64Array.from(of));
}
