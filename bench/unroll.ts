/** `unroll.js ENGINE THREADS PROBLEM` trains through the product's own loop and replicas. Protocol: program.ts. */
import { createInterface } from 'node:readline';
import { engines } from '../src/engine/engines';
import { openEngine } from '../src/engine/open';
import { initialParameters, type NetworkShape } from '../src/nn/shape';
import type { TrainingObserver } from '../src/nn/trainingLoop';
import { defaultLanguageModelOptions, type OptimiserOptions } from '../src/options/language';
import { Random } from '../src/text/random/random';
import { trainableLanguageModel, type LanguageModelPlan } from '../src/kinds/language/trainable';
import { shared, startReplicasOf, startRun } from '../src/training/steps';
import type { ReplicaPlan } from '../src/training/kind';
import { readProblem, type Problem, type Shape } from './shapes';
import { median } from './statistics';

const [engineName = 'wasm', requested = '0', json = '{}'] = process.argv.slice(2);
const engine = engines.find(({ name }) => name === engineName) ?? engines[0]!;
const warmUpSteps = 3;

/** Waits between rounds, so that another program can use the cores; warm-up steps do not count. */
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

  constructor(
    private readonly problem: Problem,
    private readonly threads: number,
  ) {}

  async between(...[{ step }, , pause]: Parameters<TrainingObserver['between']>): Promise<void> {
    const now = performance.now();
    if (step > warmUpSteps) this.times.push(now - this.last);
    if (step === warmUpSteps) await this.next({ ready: true, threads: this.threads });
    else if (step > warmUpSteps && now > this.end && this.times.length >= 5) await this.next(this.measurement());
    await pause();
    this.last = performance.now();
  }

  private measurement(): { tokensPerSecond: number } {
    const { B, T } = this.problem;
    return { tokensPerSecond: (B * T * 1000) / median(this.times) };
  }

  private async next(answer: object): Promise<void> {
    console.log(JSON.stringify(answer));
    this.done = (await this.lines.next()).done === true;
    this.times = [];
    this.end = performance.now() + this.problem.seconds * 1000;
  }
}

/** All options are explicit, because the product's defaults (dropout) are not part of the problem. */
const networkOf = ({ cell, H, layers, V, E }: Shape): NetworkShape => ({
  cell,
  hiddenSize: H,
  layers,
  embeddingSize: E,
  vocabularySize: V,
  tiedOutput: false,
  heads: 1,
  layerNorm: false,
  bidirectional: false,
  dropout: 0,
  weightDropout: 0,
  initialisation: 'scaled',
});

function planOf(problem: Problem): ReplicaPlan<LanguageModelPlan> {
  const { B, T, V } = problem;
  const shape = networkOf(problem);
  const training = { ...defaultLanguageModelOptions.training, batchSize: B, timeSteps: T, epochs: 1e6 };
  const random = new Random(1);
  const ids = Int32Array.from({ length: B * T * 50 }, () => Math.floor(random.uniform() * V));
  const optimiser: OptimiserOptions = {
    kind: 'sgd',
    learningRate: 0.1,
    clipNorm: 1,
    schedule: 'constant',
    warmUp: 0,
    averaging: 0,
  };
  return {
    kind: 'language',
    engine: engine.name,
    optimiser,
    training,
    arrays: initialParameters(shape, random),
    position: undefined,
    data: { shape, training, trainingIds: shared(ids) },
  };
}

async function main(): Promise<void> {
  const problem = readProblem(json);
  const opened = await openEngine({ engine: engine.name });
  if (opened.name !== engine.name) throw new Error(`${engine.name} could not be started.`);
  const plan = planOf(problem);
  const threads = engine.threadsFor(Number(requested), problem.B);
  const replicas = startReplicasOf(plan, threads);
  const run = startRun(trainableLanguageModel(plan), plan, replicas.replica);
  const observer = new Rounds(problem, threads);
  await run.loop({ observer, stopRequested: () => observer.done }).run();
  replicas.dispose();
  run.dispose();
}

void main();
