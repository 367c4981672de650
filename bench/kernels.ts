/**
 * The wasm kernels on one thread: share of the machine's peak, training steps of the benchmark's shapes, one-row steps.
 * `npm run bench -- --kernels [shape ...]`
 */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../src/engine/contract';
import { cellOf } from '../src/protocol/cells';
import { wasmDevice } from '../src/engine/wasm/register';
import { wasmEngine } from '../src/engine/wasm/engine';
import { operations } from '../src/engine/operations';
import { generationMs } from './generation';
import { cacheResident, gigaflopsOf, type Product } from './products';
import { B, operationsPerToken, shapes, T, type Shape } from './shapes';
import { median, rounded, timed } from './statistics';

class Trainer {
  private readonly parameters: tf.Variable[] = [];
  private readonly ids: tf.Tensor2D;
  private readonly state: OptimiserState = { step: 0, moments: [] };

  constructor(private readonly shape: Shape) {
    const { cell, H, layers, V, E } = shape;
    const columns = cellOf(cell).gates * H;
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

  async step(): Promise<void> {
    const { parameters, state } = this;
    const { value, grads } = tf.variableGrads(() => this.loss(), parameters);
    const gradients = parameters.map(parameter => grads[parameter.name]!);
    await operations.update({ parameters, gradients, state, learningRate: 0.01, clipNorm: 1 });
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
      x = operations.recurrent({ cell, x, wx, wh, b, h0: zero, ...(cellOf(cell).cellState && { c0: zero }) }).h;
    }
    const [w, b] = [next<tf.Rank.R2>(), next<tf.Rank.R1>()];
    const targets = tf.reshape<tf.Rank.R1>(this.ids, [-1]);
    return operations.linearCrossEntropy({ x: tf.reshape<tf.Rank.R2>(x, [-1, H]), w, b, targets, divisor: T * B });
  }

  dispose(): void {
    tf.dispose([...this.parameters, this.ids]);
  }
}

const products: Readonly<Record<string, Product>> = {
  'cache-resident 96x512x256': cacheResident,
  'one step, forward': { M: 32, N: 1024, K: 256 },
  'one step, backward': { M: 32, N: 256, K: 1024, turnedB: true },
  'dWh, TN': { M: 256, N: 1024, K: 1088, turnedA: true },
  'logits V=28': { M: 1120, N: 28, K: 256 },
  'logits V=4580': { M: 1120, N: 4580, K: 256 },
};

const print = (values: object): void => {
  console.log(JSON.stringify(values));
};

async function training(only: string[]): Promise<void> {
  for (const [shape, sizes] of Object.entries(shapes)) {
    if (only.length > 0 && !only.includes(shape)) continue;
    const trainer = new Trainer(sizes);
    const times = await timed(() => trainer.step(), 2000);
    const rate = (B * T * 1000) / median(times);
    const best = (B * T * 1000) / Math.min(...times);
    const gigaflops = rounded((rate * operationsPerToken(sizes)) / 1e9);
    print({ shape, tokensPerSecond: Math.round(rate), best: Math.round(best), gigaflops });
    trainer.dispose();
  }
}

/** Also prints the memory bandwidth: each step reads the recurrent weights once. */
async function generation(H: number): Promise<void> {
  const ms = await generationMs(H, 'float32');
  const gigabytesPerSecond = rounded((64 * H * 4 * H * 4) / ms / 1e6);
  print({ generation: `lstm-${H}, 64 characters`, ms: rounded(ms), gigabytesPerSecond });
}

async function main(): Promise<void> {
  const detail = await wasmEngine.load();
  print({ node: process.version, engine: detail });
  const only = process.argv.slice(2);
  if (only.length === 0) {
    for (const [product, sizes] of Object.entries(products))
      print({ product, gigaflops: rounded((await gigaflopsOf(wasmDevice(), sizes, 300)).best) });
    await generation(256);
    await generation(512);
  }
  await training(only);
}

void main();
