/** Starts the engine a person asked for, or the best that this machine has. */
import * as tf from '@tensorflow/tfjs-core';
import type { EngineMeasurement, EngineReport } from '../protocol/metrics';
import type { BackendChoice, BackendName, NetworkOptions } from '../protocol/model';
import { loaders, tensorflowNames } from './loaders';

/** The backend that runs; it lives as long as its process. */
export interface Engine {
  backend: BackendName;
  report: EngineReport;
}

/** What the engines are measured with before `auto` chooses. */
export interface EngineShape extends NetworkOptions {
  batchSize: number;
  timeSteps: number;
  vocabularySize: number;
}

export interface EngineRequest {
  backend: BackendChoice;
  /** Absent: nothing is measured. */
  shape?: EngineShape;
}

/** In the order in which `auto` and a failed choice try them. */
const preference: readonly BackendName[] = ['wasm', 'cpu'];

export async function openEngine({ backend }: EngineRequest): Promise<Engine> {
  tf.enableProdMode();
  const measurements: EngineMeasurement[] = [];
  const order = backend === 'auto' ? preference : [backend, ...preference.filter(name => name !== backend)];
  for (const name of order) {
    const loaded = await loaders[name]();
    measurements.push({ backend: name, ...loaded });
    if (!loaded.available) continue;
    await tf.setBackend(tensorflowNames[name]);
    return {
      backend: name,
      report: { chosen: name, reason: reasonFor(name, backend, measurements), threads: 1, measurements },
    };
  }
  throw new Error('No engine could be started.');
}

function reasonFor(chosen: BackendName, wanted: BackendChoice, measurements: EngineMeasurement[]): string {
  const failed = measurements.filter(({ available }) => !available);
  if (failed.length > 0) return failed.map(({ backend, detail }) => `${backend} did not start: ${detail}`).join(' ');
  return chosen === wanted ? 'It was asked for.' : 'It is the only engine that was found.';
}
