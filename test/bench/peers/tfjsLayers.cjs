/**
 * tfjs-layers on one shape, one-hot input and targets unless embedded; measures once for every line of standard input.
 * Clipping is left out: trainOnBatch has no global norm, which favours this side. Slow rows take 2 steps a round.
 * node tfjsLayers.cjs MODULES wasm|node CELL H LAYERS V E SECONDS
 */
/* global process, console, performance */
const { createRequire } = require('node:module');
const { join } = require('node:path');
const readline = require('node:readline');
const util = require('node:util');

const [modules, backend, cell, ...numbers] = process.argv.slice(2);
const [H, layers, V, E, seconds] = numbers.map(Number);
const [B, T] = [32, 35];
const load = createRequire(join(modules, 'peer.js'));
util.isNullOrUndefined ??= value => value === null || value === undefined;
util.isArray ??= Array.isArray;

async function main() {
  const tf = load(backend === 'node' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs');
  if (backend === 'wasm') {
    load('@tensorflow/tfjs-backend-wasm').setWasmPaths(join(modules, '@tensorflow/tfjs-backend-wasm/dist/'));
    if (!(await tf.setBackend('wasm'))) throw new Error('The wasm backend did not start.');
  }
  await tf.ready();
  const layer = { rnn: tf.layers.simpleRNN, gru: tf.layers.gru, lstm: tf.layers.lstm }[cell];
  const model = tf.sequential();
  if (E) model.add(tf.layers.embedding({ inputDim: V, outputDim: E, inputShape: [T] }));
  for (let i = 0; i < layers; i++)
    model.add(layer({ units: H, returnSequences: true, ...(i === 0 && !E && { inputShape: [T, V] }) }));
  model.add(tf.layers.dense({ units: V, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
  const ids = tf.randomUniform([B, T], 0, V, 'int32');
  const oneHot = tf.cast(tf.oneHot(ids, V), 'float32');
  const step = async () => {
    const start = performance.now();
    await model.trainOnBatch(E ? ids : oneHot, oneHot);
    return performance.now() - start;
  };
  await step();
  const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while (!(await lines.next()).done) {
    const times = [];
    const end = performance.now() + seconds * 1000;
    while (times.length < 2 || (performance.now() < end && times.length < 1000)) times.push(await step());
    const middle = times.sort((a, b) => a - b)[times.length >> 1];
    const megabytes = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ tokensPerSecond: (B * T * 1000) / middle, megabytes, steps: times.length }));
  }
}

void main();
