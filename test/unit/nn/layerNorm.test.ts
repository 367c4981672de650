import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { normalise } from '../../../src/engine/normalise';
import { openEngine } from '../../../src/engine/open';
import { normed } from '../../../src/nn/layerNorm';
import { Parameters } from '../../../src/nn/parameters';

/** Mean 3, variance 3.5, by hand. */
const row = [1, 2, 3, 6];
const gain = [1, -1, 2, 0.5];
const bias = [0, 1, 0, -1];
const expected = row.map((value, i) => ((value - 3) / Math.sqrt(3.5 + 1e-5)) * gain[i]! + bias[i]!);

const near = (found: ArrayLike<number>): void => {
  assert.equal(found.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(found[i]! - value) < 1e-6, `${found[i]} is not ${value}`);
  });
};

test('a row of a stepper is normalised over its units, also in place', () => {
  const norm = { gain: Float32Array.from(gain), bias: Float32Array.from(bias) };
  const to = new Float32Array(4);
  normalise(Float32Array.from(row), norm, to);
  near(to);
  const same = Float32Array.from(row);
  normalise(same, norm, same);
  near(same);
});

for (const engine of ['cpu', 'wasm'] as const)
  test(`${engine}: each row of a tensor is, whatever its scale; a layer without a norm is read as it is`, async () => {
    await openEngine({ engine });
    const parameters = new Parameters([
      { name: 'layers.0.norm.gain', shape: [4], data: Float32Array.from(gain) },
      { name: 'layers.0.norm.bias', shape: [4], data: Float32Array.from(bias) },
    ]);
    const h = tf.tensor3d([[row], [row.map(value => 1000 * value)]]);
    const result = normed(parameters, 'layers.0.', h);
    near([...result.dataSync()].slice(0, 4));
    assert.deepEqual(result.shape, [2, 1, 4]);
    [...result.dataSync()].slice(4).forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i]!) < 1e-4);
    });
    assert.equal(normed(parameters, 'layers.1.', h), h);
    tf.dispose([h, result]);
    parameters.dispose();
  });
