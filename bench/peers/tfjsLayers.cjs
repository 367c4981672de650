/**
 * `node tfjsLayers.cjs MODULES wasm|node PROBLEM`: tfjs-layers, with one-hot targets.
 * There is no clipping, since trainOnBatch has no global norm; this favours tfjs-layers.
 */
/* global process */
const { createRequire } = require('node:module');
const { join } = require('node:path');
const util = require('node:util');
const { serve } = require('./serve.cjs');

const [modules, backend, json] = process.argv.slice(2);
const { cell, H, layers, V, E, B, T, seconds } = JSON.parse(json);
// The wasm backend has no gradient of a lookup (UnsortedSegmentSum): a product with one-hot rows replaces it.
const table = E > 0 && backend === 'node';
const load = createRequire(join(modules, 'peer.js'));
// tfjs-node 4.22 calls helpers that Node 23 removed.
util.isNullOrUndefined ??= value => value === null || value === undefined;
util.isArray ??= Array.isArray;

async function open() {
  const tf = load(backend === 'node' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs');
  tf.enableProdMode();
  if (backend === 'wasm') {
    load('@tensorflow/tfjs-backend-wasm').setWasmPaths(join(modules, '@tensorflow/tfjs-backend-wasm/dist/'));
    if (!(await tf.setBackend('wasm'))) throw new Error('The wasm backend did not start.');
  }
  await tf.ready();
  return tf;
}

function build(tf) {
  const layer = { rnn: tf.layers.simpleRNN, gru: tf.layers.gru, lstm: tf.layers.lstm }[cell];
  const model = tf.sequential();
  if (table) model.add(tf.layers.embedding({ inputDim: V, outputDim: E, inputShape: [T] }));
  else if (E) model.add(tf.layers.dense({ units: E, useBias: false, inputShape: [T, V] }));
  for (let i = 0; i < layers; i++)
    model.add(layer({ units: H, returnSequences: true, ...(i === 0 && !E && { inputShape: [T, V] }) }));
  model.add(tf.layers.dense({ units: V, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
  return model;
}

async function main() {
  const tf = await open();
  const model = build(tf);
  const ids = tf.randomUniform([B, T], 0, V, 'int32');
  const oneHot = tf.cast(tf.oneHot(ids, V), 'float32');
  await serve({ step: () => model.trainOnBatch(table ? ids : oneHot, oneHot), tokens: B * T, seconds });
}

void main();
