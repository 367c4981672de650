import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../src/engine/open';
import { Parameters } from '../../../src/nn/parameters';
import { WeightAverage } from '../../../src/nn/weightAverage';

const parametersOf = (value: number): Parameters =>
  new Parameters([
    { name: 'a', shape: [3, 1], data: new Float32Array(3).fill(value) },
    { name: 'b', shape: [1], data: Float32Array.of(-value) },
  ]);
const set = (parameters: Parameters, value: number): void => {
  parameters.restore([
    { name: 'a', shape: [3, 1], data: new Float32Array(3).fill(value) },
    { name: 'b', shape: [1], data: Float32Array.of(-value) },
  ]);
};

test('is the exponential mean of every eighth update, whose decay rises as long as there are few', async () => {
  await openEngine({ engine: 'wasm' });
  const before = tf.memory().numTensors;
  const parameters = parametersOf(1);
  const average = new WeightAverage(parameters, 0.9);
  let expected = 1;
  for (let update = 1; update <= 200; update++) {
    set(parameters, Math.sin(update));
    average.add(update);
    // tf.train.ExponentialMovingAverage: min(decay, (1 + n) / (10 + n)) of the n-th value.
    const n = update / 8;
    if (Number.isInteger(n)) {
      const decay = Math.min(0.9 ** 8, (1 + n) / (10 + n));
      expected = decay * expected + (1 - decay) * Math.sin(update);
    }
  }
  const [a, b] = average.snapshot();
  assert.deepEqual([a!.name, a!.shape, b!.name], ['a', [3, 1], 'b']);
  for (const value of [...a!.data, -b!.data[0]!]) assert.ok(Math.abs(value - expected) < 1e-6, `${value} ${expected}`);

  const other = new WeightAverage(parametersOf(9), 0.9);
  other.restore(average.arrays());
  assert.deepEqual(other.snapshot(), average.snapshot());
  await average.inPlace(() => {
    assert.deepEqual(parameters.snapshot(), average.snapshot());
    return Promise.resolve();
  });
  const failing = average.inPlace(() => Promise.reject(new Error('stop')));
  await assert.rejects(failing, /stop/);
  assert.equal(parameters.snapshot()[0]!.data[0], Math.fround(Math.sin(200)));
  average.restart();
  assert.deepEqual(average.snapshot(), parameters.snapshot());
  average.dispose();
  parameters.dispose();
  other.dispose();
  assert.equal(tf.memory().numTensors, before + 2, 'the parameters of the other one');
});
