/**
 * The notes' first sequence model: an MLP 4-10-1 on four lagged values of a noisy sine. 1000 points, 600 to train on, Xavier, mean
 * squared error, Adam 0.01, batches of 16, 5 epochs; then predictions k steps ahead from its own outputs.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../../src/engine/contract';
import { openEngine } from '../../src/engine/open';
import { operations } from '../../src/engine/operations';
import { Random } from '../../src/text/random/random';
import { lagWindows, noisySine } from './series';
import type { Experiment } from './experiment';

const tau = 4;
const hidden = 10;
const trained = 600;
const batchSize = 16;
const epochs = 5;

export const noisySineExperiment: Experiment = {
  id: 'noisy-sine',
  title: 'MLP 4-10-1 on a noisy sine',
  run: async ({ seed }) => {
    const began = performance.now();
    const { loss, distance } = await trainOnNoisySine(seed);
    const error = { what: 'mean squared error after 5 epochs', value: loss };
    return {
      checks: [
        { ...error, published: '0.046 to 0.068', from: 0.04, to: 0.072 },
        { ...error, published: '0.052', from: 0.04, to: 0.058, over: 'median' },
      ],
      seconds: (performance.now() - began) / 1000,
      tokensPerSecond: 0,
      engine: 'plain JavaScript, 1 thread',
      sample: distance.map(({ k, value }) => `${k} steps ahead ${value.toFixed(2)} from the sine`).join(', '),
    };
  },
};

interface NoisySineResult {
  /** Mean squared error over the training windows after the last epoch. */
  loss: number;
  /** Root of the mean squared distance to sin(0.01 t) of predictions k steps ahead, by k. */
  distance: { k: number; value: number }[];
}

async function trainOnNoisySine(seed: number): Promise<NoisySineResult> {
  await openEngine({ engine: 'cpu' });
  const random = new Random(seed);
  const series = noisySine(random);
  const net = createNet(random);
  await train(net, series, random);
  const { features, labels } = lagWindows(series.subarray(0, trained + tau), tau);
  const loss = tf.tidy(() => error(net, features, labels).dataSync()[0]!);
  const distance = [1, 4, 16, 64].map(k => ({ k, value: distanceAhead(net, series, k) }));
  tf.dispose(net);
  return { loss, distance };
}

type Net = tf.Variable[];

function createNet(random: Random): Net {
  const xavier = (rows: number, columns: number): tf.Variable => {
    const bound = Math.sqrt(6 / (rows + columns));
    const values = Float32Array.from({ length: rows * columns }, () => bound * (2 * random.uniform() - 1));
    return tf.variable(tf.tensor2d(values, [rows, columns]));
  };
  // PyTorch's linear layers draw their biases from uniform(+-1/sqrt(fan in)).
  const bias = (size: number, fanIn: number): tf.Variable =>
    tf.variable(tf.tensor1d(Float32Array.from({ length: size }, () => (2 * random.uniform() - 1) / Math.sqrt(fanIn))));
  return [xavier(tau, hidden), bias(hidden, tau), xavier(hidden, 1), bias(1, hidden)];
}

/** [N, tau] -> [N] */
function predict([w1, b1, w2, b2]: Net, features: Float32Array): tf.Tensor1D {
  const x = tf.tensor2d(features, [features.length / tau, tau]);
  const h = tf.relu(tf.add(tf.matMul(x, w1 as tf.Tensor2D), b1!));
  return tf.reshape(tf.add(tf.matMul(h, w2 as tf.Tensor2D), b2!), [-1]);
}

const error = (net: Net, features: Float32Array, labels: Float32Array): tf.Scalar =>
  tf.mean(tf.square(tf.sub(predict(net, features), tf.tensor1d(labels))));

async function train(net: Net, series: Float32Array, random: Random): Promise<void> {
  const { features, labels } = lagWindows(series.subarray(0, trained + tau), tau);
  const moments = (): tf.Variable[] => net.map(weights => tf.variable(tf.zeros(weights.shape)));
  const state: OptimiserState = { kind: 'adam', step: 0, first: moments(), second: moments() };
  const order = Int32Array.from({ length: labels.length }, (_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order);
    for (let start = 0; start < order.length; start += batchSize)
      await step(net, state, batchOf(features, labels, order.subarray(start, start + batchSize)));
  }
  tf.dispose([state.first, state.second]);
}

function batchOf(features: Float32Array, labels: Float32Array, rows: Int32Array) {
  const batch = { features: new Float32Array(rows.length * tau), labels: new Float32Array(rows.length) };
  rows.forEach((row, index) => {
    batch.features.set(features.subarray(row * tau, (row + 1) * tau), index * tau);
    batch.labels[index] = labels[row]!;
  });
  return batch;
}

async function step(
  net: Net,
  state: OptimiserState,
  batch: { features: Float32Array; labels: Float32Array },
): Promise<void> {
  const { value, grads } = tf.variableGrads(() => error(net, batch.features, batch.labels), net);
  const gradients = net.map(({ name }) => grads[name]!);
  await operations.update({ parameters: net, gradients, state, learningRate: 0.01, clipNorm: 0 });
  tf.dispose([value, ...gradients]);
}

/** Each point from the true values k + tau - 1 .. k steps before it, what lies between predicted. */
function distanceAhead(net: Net, series: Float32Array, k: number): number {
  const count = series.length - tau - k + 1;
  let { features } = lagWindows(series.subarray(0, count + tau), tau);
  features = features.slice(0, count * tau);
  let last = new Float32Array(count);
  for (let ahead = 0; ahead < k; ahead++) {
    last = tf.tidy(() => Float32Array.from(predict(net, features).dataSync()));
    const shifted = new Float32Array(features.length);
    for (let row = 0; row < count; row++) {
      shifted.set(features.subarray(row * tau + 1, (row + 1) * tau), row * tau);
      shifted[row * tau + tau - 1] = last[row]!;
    }
    features = shifted;
  }
  const squares = last.map((value, row) => (value - Math.sin(0.01 * (row + tau + k))) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / count);
}
