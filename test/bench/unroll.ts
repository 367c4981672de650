/** Trains one shape through the product's own loop and replicas; measures once for every line of standard input. */
import { createInterface } from 'node:readline';
import { openEngine } from '../../src/engine/open';
import { threadsOf } from '../../src/engine/parallel/threadCount';
import { initialParameters, type NetworkShape } from '../../src/nn/shape';
import type { TrainingObserver } from '../../src/nn/trainingLoop';
import { defaultLanguageModelOptions, type BackendName, type OptimiserOptions } from '../../src/protocol/model';
import { Random } from '../../src/text/random';
import { trainableLanguageModel, type LanguageModelPlan } from '../../src/worker/training/languageModelRun';
import { startReplicasOf } from '../../src/worker/training/replicas';
import { startRun, type ReplicaPlan } from '../../src/worker/training/replicaRun';
import { shared } from '../../src/worker/training/shared';
import { B, median, shapes, T, type Shape } from './shapes';

const [name = '', backendName = 'wasm', requested = '0', seconds = '2'] = process.argv.slice(2);
const backend: BackendName = backendName === 'native' ? 'native' : 'wasm';

/** Waits between rounds, so that another program has the cores; warm-up steps do not count. */
class Rounds implements TrainingObserver {
  private readonly lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  private times: number[] = [];
  private last = 0;
  private end = 0;
  done = false;
  metrics = (): void => undefined;
  validation = (): void => undefined;
  note = (): void => undefined;
  pause = (): Promise<void> => Promise.resolve();

  async between(position: Parameters<TrainingObserver['between']>[0]): Promise<void> {
    const now = performance.now();
    if (position.step > 3) this.times.push(now - this.last);
    if (position.step >= 3 && (this.end === 0 || (now > this.end && this.times.length >= 5))) await this.next();
    this.last = performance.now();
  }

  private async next(): Promise<void> {
    if (this.end > 0) {
      const tokensPerSecond = (B * T * 1000) / median(this.times);
      console.log(JSON.stringify({ tokensPerSecond, megabytes: process.resourceUsage().maxRSS / 1024 }));
    }
    this.done = (await this.lines.next()).done === true;
    this.times = [];
    this.end = performance.now() + Number(seconds) * 1000;
  }
}

/** Every option is stated, none is taken from the product's defaults: its dropouts are no part of the problem. */
const networkOf = ({ cell, H, layers, V, E }: Shape): NetworkShape => ({
  cell,
  hiddenSize: H,
  layers,
  embeddingSize: E,
  vocabularySize: V,
  bidirectional: false,
  dropout: 0,
  weightDropout: 0,
  initialisation: 'scaled',
});

async function main(): Promise<void> {
  const sizes = shapes[name];
  if (!sizes) throw new Error(`There is no shape ${name}.`);
  const engine = await openEngine({ backend });
  if (engine.backend !== backend) throw new Error(engine.report.reason);
  const { V } = sizes;
  const shape = networkOf(sizes);
  const training = { ...defaultLanguageModelOptions.training, batchSize: B, timeSteps: T, epochs: 1e6 };
  const random = new Random(1);
  const ids = Int32Array.from({ length: B * T * 50 }, () => Math.floor(random.uniform() * V));
  const optimiser: OptimiserOptions = { kind: 'sgd', learningRate: 0.1, clipNorm: 1, schedule: 'constant', warmUp: 0 };
  const plan: ReplicaPlan<LanguageModelPlan> = {
    backend,
    optimiser,
    training,
    arrays: initialParameters(shape, random),
    position: undefined,
    data: { kind: 'language-model', shape, training, trainingIds: shared(ids) },
  };
  const replicas = startReplicasOf(plan, threadsOf(backend, Number(requested), B));
  const run = startRun(trainableLanguageModel(plan), plan, replicas.replica);
  const observer = new Rounds();
  await run.loop({ observer, stopRequested: () => observer.done }).run();
  replicas.dispose();
  run.dispose();
}

void main();
