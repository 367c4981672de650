/**
 * The wasm kernels on one thread: share of the machine's peak, training steps of the benchmark's shapes, one-row steps.
 * `npm run bench -- --kernels [shape ...]`
 */
import * as tf from '@tensorflow/tfjs-core';
import { gateCount, type OptimiserState, type StepperWeights } from '../../src/engine/contract';
import { loaders } from '../../src/engine/loaders';
import { operations } from '../../src/engine/operations';
import { createStepper } from '../../src/engine/stepper';
import { wasmDevice } from '../../src/engine/wasm/register';
import { B, median, operationsPerToken, shapes, T, type Shape } from './shapes';

/** Runs until `budgetMs` are over, at least `least` times; the first two do not count. */
function measure(work: () => void, budgetMs: number, least = 5): number[] {
  const times: number[] = [];
  const start = performance.now();
  while (times.length < least + 2 || performance.now() - start < budgetMs) {
    const begin = performance.now();
    work();
    times.push(performance.now() - begin);
  }
  return times.slice(2);
}

class Trainer {
  private readonly parameters: tf.Variable[] = [];
  private readonly ids: tf.Tensor2D;
  private readonly state: OptimiserState = { kind: 'sgd', step: 0, first: [], second: [] };

  constructor(private readonly shape: Shape) {
    const { cell, H, layers, V, E } = shape;
    const columns = gateCount[cell] * H;
    this.ids = tf.randomUniform<tf.Rank.R2>([T, B], 0, V, 'int32');
    if (E) this.add(V, E);
    for (let i = 0; i < layers; i++) {
      this.add(i > 0 ? H : E || V, columns);
      this.add(H, columns);
      this.add(columns);
    }
    this.add(H, V);
    this.add(V);
  }

  private add(...size: number[]): void {
    this.parameters.push(tf.tidy(() => tf.variable(tf.randomUniform(size, -0.06, 0.06))));
  }

  step(): void {
    const { parameters, state } = this;
    const { value, grads } = tf.variableGrads(() => this.loss(), parameters);
    const gradients = parameters.map(parameter => grads[parameter.name]!);
    operations.update({ parameters, gradients, state, learningRate: 0.01, clipNorm: 1 });
    tf.dispose([value, ...gradients]);
  }

  private loss(): tf.Scalar {
    const { cell, H, layers, E } = this.shape;
    const rest: tf.Tensor[] = [...this.parameters];
    const next = <R extends tf.Rank>(): tf.Tensor<R> => rest.shift() as tf.Tensor<R>;
    let x: tf.Tensor2D | tf.Tensor3D = this.ids;
    if (E) x = operations.embedding(next<tf.Rank.R2>(), this.ids) as tf.Tensor3D;
    for (let i = 0; i < layers; i++) {
      const [wx, wh, b] = [next<tf.Rank.R2>(), next<tf.Rank.R2>(), next<tf.Rank.R1>()];
      const zero = tf.zeros<tf.Rank.R2>([B, H]);
      x = operations.recurrent({ cell, x, wx, wh, b, h0: zero, ...(cell === 'lstm' && { c0: zero }) }).h;
    }
    const [w, b] = [next<tf.Rank.R2>(), next<tf.Rank.R1>()];
    const targets = tf.reshape<tf.Rank.R1>(this.ids, [-1]);
    return operations.linearCrossEntropy({ x: tf.reshape<tf.Rank.R2>(x, [-1, H]), w, b, targets, divisor: T * B });
  }

  dispose(): void {
    tf.dispose([...this.parameters, this.ids]);
  }
}

function products(): void {
  const { memory, exports } = wasmDevice();
  const bytes = (count: number): number => memory.allocate(count * 4);
  const sizes: [string, number, number, number, boolean, boolean][] = [
    ['cache-resident 96x512x256', 96, 512, 256, false, false],
    ['one step, forward', 32, 1024, 256, false, false],
    ['one step, backward', 32, 256, 1024, false, true],
    ['dWh, TN', 256, 1024, 1088, true, false],
    ['logits V=28', 1120, 28, 256, false, false],
    ['logits V=4580', 1120, 4580, 256, false, false],
  ];
  for (const [name, M, N, K, ta, tb] of sizes) {
    const [a, b, c, scratch] = [
      bytes(M * K),
      bytes(K * N),
      bytes(M * N),
      memory.allocate(exports.gemmScratch()),
    ] as const;
    const repeats = Math.ceil(2e8 / (2 * M * N * K));
    const strides = (rows: number, columns: number, turned: boolean): number[] =>
      turned ? [4, rows * 4] : [columns * 4, 4];
    const work = (): void => {
      for (let i = 0; i < repeats; i++)
        exports.gemm(a, ...strides(M, K, ta), b, ...strides(K, N, tb), c, N * 4, M, N, K, 0, scratch);
    };
    const best = Math.min(...measure(work, 300));
    console.log(JSON.stringify({ product: name, gigaflops: round((repeats * 2 * M * N * K) / best / 1e6) }));
    [a, b, c, scratch].forEach(address => {
      memory.free(address);
    });
  }
}

const round = (x: number): number => Math.round(x * 10) / 10;

function training(only: string[]): void {
  for (const [shape, sizes] of Object.entries(shapes)) {
    if (only.length > 0 && !only.includes(shape)) continue;
    const trainer = new Trainer(sizes);
    const times = measure(() => {
      trainer.step();
    }, 2000);
    const rate = (B * T * 1000) / median(times);
    const best = (B * T * 1000) / Math.min(...times);
    const gigaflops = round((rate * operationsPerToken(sizes)) / 1e9);
    console.log(JSON.stringify({ shape, tokensPerSecond: Math.round(rate), best: Math.round(best), gigaflops }));
    trainer.dispose();
  }
}

function stepping(H: number): void {
  const V = 28;
  const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, () => Math.random() / 10);
  const weights: StepperWeights = {
    cell: 'lstm',
    hiddenSize: H,
    vocabularySize: V,
    embeddingSize: 0,
    layers: [{ wx: numbers(V * 4 * H), wh: numbers(H * 4 * H), b: numbers(4 * H) }],
    outputWeight: numbers(H * V),
    outputBias: numbers(V),
  };
  const stepper = createStepper(weights);
  const times = measure(() => {
    for (let i = 0; i < 64; i++) stepper.step(i % V);
  }, 500);
  const ms = median(times);
  console.log(
    JSON.stringify({
      stepper: `lstm-${H}, 64 characters`,
      ms: round(ms),
      gigabytesPerSecond: round((64 * H * 4 * H * 4) / ms / 1e6),
    }),
  );
  stepper.dispose();
}

async function main(): Promise<void> {
  const { available, detail } = await loaders.wasm();
  if (!available) throw new Error(detail);
  console.log(JSON.stringify({ node: process.version, engine: detail }));
  const only = process.argv.slice(2);
  if (only.length === 0) {
    products();
    stepping(256);
    stepping(512);
  }
  training(only);
}

void main();
