/** Measurements and the ratios that are computed from them. */
import type { Gigaflops } from './products';
import { operationsPerToken, shapeOf } from './shapes';
import { median } from './statistics';

/** One program on one shape, over all rounds. */
export interface Measurement {
  who: string;
  /** Tokens per second of each round. */
  speeds: readonly number[];
  /** Number of threads; only for our program. */
  threads?: number | undefined;
  /** Peak memory of the process. */
  megabytes?: number | undefined;
}

/** Engines with matrix products of our own. */
export type KernelEngine = 'wasm' | 'native';

export interface ShapeResults {
  shape: string;
  measurements: readonly Measurement[];
  /** The peak of the kernels on one core: the best of the shape's rounds, and their median; NaN without these kernels. */
  peaks: Readonly<Record<KernelEngine, Gigaflops>>;
}

export interface Row {
  shape: string;
  who: string;
  tokensPerSecond: number;
}

/** The programs of the file of results, in this order. */
export const published = [
  'unroll-wasm',
  'unroll-native',
  'unroll-tfjs-node',
  'tfjs-layers-wasm',
  'tfjs-layers-node',
  'brainjs',
  'jax-js',
  'pytorch-1',
  'pytorch-2',
] as const;

export const speedOf = ({ measurements }: ShapeResults, who: string): number | undefined => {
  const speeds = measurements.find(measurement => measurement.who === who)?.speeds ?? [];
  return speeds.length > 0 ? median(speeds) : undefined;
};

/** The speed of the fastest program whose name has the prefix. */
export function bestOf(results: ShapeResults, prefix: string): number | undefined {
  const names = results.measurements.map(({ who }) => who).filter(who => who.startsWith(prefix));
  const speeds = names.map(who => speedOf(results, who)).filter(speed => speed !== undefined);
  return speeds.length > 0 ? Math.max(...speeds) : undefined;
}

export const ratio = (speed: number | undefined, reference: number | undefined): number | undefined =>
  speed === undefined || reference === undefined ? undefined : speed / reference;

/** Share of the peak of all used cores, 0..1; only for programs with our kernels. */
export function shareOfPeak(results: ShapeResults, { who, threads }: Measurement): Gigaflops | undefined {
  const engine = (['wasm', 'native'] as const).find(name => who.startsWith(`unroll-${name}`));
  if (engine === undefined || threads === undefined) return undefined;
  const needed = (speedOf(results, who) ?? NaN) * operationsPerToken(shapeOf(results.shape));
  const { best, usual } = results.peaks[engine];
  return { best: needed / (best * 1e9 * threads), usual: needed / (usual * 1e9 * threads) };
}

/** Speed of replicas divided by the speed of one thread. */
export const replicaGain = (results: ShapeResults): number | undefined =>
  ratio(speedOf(results, 'unroll-wasm'), speedOf(results, 'unroll-wasm-1'));

/** The content of the file of `--out`. */
export const rowsOf = (all: readonly ShapeResults[]): Row[] =>
  all.flatMap(results =>
    published.flatMap(who => {
      const speed = speedOf(results, who);
      return speed === undefined ? [] : [{ shape: results.shape, who, tokensPerSecond: Math.round(speed) }];
    }),
  );
