/** Starts the engine a person asked for, or the best that this machine has. */
import * as tf from '@tensorflow/tfjs-core';
import type { EngineMeasurement, EngineReport } from '../protocol/metrics';
import type { BackendChoice, BackendName } from '../protocol/model';
import { loaders, tensorflowNames } from './loaders';
import { measureEngines, type EngineShape } from './measure';
import { threadsOf } from './parallel/threadCount';

export type { EngineShape } from './measure';

export interface Engine {
  backend: BackendName;
  report: EngineReport;
  /** The backend itself stays, for whoever in this process opens it next; what it computed is its users' to dispose. */
  dispose(): void;
}

export interface EngineRequest {
  backend: BackendChoice;
  /** Absent: nothing is measured. */
  shape?: EngineShape;
}

/** What all candidates together may take to be measured, ms. */
const measuringBudgetMs = 600;

/** Of each group `auto` takes the fastest that loads; the next group is for when none does. */
const groups: readonly (readonly BackendName[])[] = [['wasm', 'native'], ['cpu']];
/** What stands in for a choice that does not start. */
const substitutes: readonly (readonly BackendName[])[] = [['wasm'], ['cpu']];

export async function openEngine(request: EngineRequest): Promise<Engine> {
  tf.enableProdMode();
  const { backend } = request;
  const found: EngineMeasurement[] = [];
  const order = backend === 'auto' ? groups : [[backend], ...substitutes];
  for (const group of order) {
    const loaded = await load(group, found);
    if (loaded.length > 0) return choose(loaded, found, request);
  }
  throw new Error('No engine could be started.');
}

/** Those that start; all are noted in `found`. */
async function load(names: readonly BackendName[], found: EngineMeasurement[]): Promise<BackendName[]> {
  const loaded: BackendName[] = [];
  for (const name of names) {
    const outcome = await loaders[name]();
    found.push({ backend: name, ...outcome });
    if (outcome.available) loaded.push(name);
  }
  return loaded;
}

async function choose(loaded: BackendName[], found: EngineMeasurement[], request: EngineRequest): Promise<Engine> {
  const { shape } = request;
  const threads = (name: BackendName): number => (shape ? threadsOf(name, shape.threads, shape.batchSize) : 1);
  const speeds = shape && loaded.length > 1 ? await measureEngines(shape, loaded, measuringBudgetMs) : undefined;
  const speed = (name: BackendName): number => (speeds?.get(name) ?? 0) * threads(name);
  const chosen = loaded.reduce((best, name) => (speed(name) > speed(best) ? name : best));
  await tf.setBackend(tensorflowNames[chosen]);
  const measurements = found.map(entry => withSpeed(entry, speeds));
  const reason = [failures(found), speeds ? comparison(loaded, speed, threads) : onlyOne(chosen, request)];
  return {
    backend: chosen,
    report: { chosen, reason: reason.filter(Boolean).join(' '), threads: threads(chosen), measurements },
    dispose: () => undefined,
  };
}

function withSpeed(entry: EngineMeasurement, speeds: Map<string, number> | undefined): EngineMeasurement {
  const tokensPerSecond = speeds?.get(entry.backend);
  return tokensPerSecond === undefined ? entry : { ...entry, tokensPerSecond };
}

const failures = (found: EngineMeasurement[]): string =>
  found
    .filter(({ available }) => !available)
    .map(({ backend, detail }) => `${backend} is not available: ${detail}`)
    .join(' ');

const onlyOne = (chosen: BackendName, { backend, shape }: EngineRequest): string => {
  if (backend === chosen) return `${chosen} was asked for.`;
  return shape ? `${chosen} is the only engine, so nothing was measured.` : `${chosen} needs no measuring.`;
};

/** "wasm 14000 tokens/s on 2 threads, native 18700 tokens/s on 1 thread: the fastest is taken." */
const comparison = (
  loaded: BackendName[],
  speed: (name: BackendName) => number,
  threads: (name: BackendName) => number,
): string => {
  const parts = loaded.map(name => {
    const count = threads(name);
    return `${name} ${Math.round(speed(name))} tokens/s${count > 1 ? ` (measured on one thread, times ${count})` : ''}`;
  });
  return `${parts.join(', ')}: the fastest is taken.`;
};
