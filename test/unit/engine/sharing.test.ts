/** Clones share their data on this backend, and parameters change in place: neither may be seen through the other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { operations } from '../../../src/engine/operations';
import { onKernelEngines } from './kernelEngines';

const step = async (parameter: tf.Variable, gradient: tf.Tensor): Promise<void> => {
  const state = { step: 0, moments: [{ rule: 'sgd' as const }] };
  await operations.update({ parameters: [parameter], gradients: [gradient], state, learningRate: 1, clipNorm: 0 });
};

onKernelEngines(() => {
  void test('a clone keeps its values when the parameter is updated', async () => {
    const initial = tf.tensor1d([1, 2, 3]);
    const parameter = tf.variable(initial);
    const flat = tf.reshape(parameter, [3, 1]);
    const clone = tf.clone(parameter);
    const gradients = [tf.tensor1d([1, 1, 1]), tf.tensor1d([1, 0, 0])];
    for (const gradient of gradients) await step(parameter, gradient);
    assert.deepEqual([...parameter.dataSync()], [-1, 1, 2]);
    for (const kept of [initial, flat, clone]) assert.deepEqual([...kept.dataSync()], [1, 2, 3]);
    tf.dispose([initial, parameter, flat, clone, ...gradients]);
  });

  void test('a parameter of its own stays where it is', async () => {
    const parameter = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3])));
    const gradient = tf.tensor1d([1, 1, 1]);
    const { dataId } = parameter;
    const before = tf.memory();
    await step(parameter, gradient);
    assert.equal(parameter.dataId, dataId);
    assert.deepEqual([...parameter.dataSync()], [0, 1, 2]);
    assert.deepEqual(tf.memory().numTensors, before.numTensors);
    tf.dispose([parameter, gradient]);
  });

  void test('a clone outlives what it was cloned from, and the other way round', () => {
    const bytes = tf.memory().numBytes;
    const first = tf.tensor1d([1, 2]);
    const second = tf.clone(first);
    first.dispose();
    assert.deepEqual([...second.dataSync()], [1, 2]);
    const third = tf.clone(second);
    third.dispose();
    assert.deepEqual([...second.dataSync()], [1, 2]);
    second.dispose();
    assert.equal(tf.memory().numBytes, bytes);
  });
});
