import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../src/engine/open';
import { operations } from '../../../src/engine/operations';
import { spreadArray } from '../../../src/engine/composition/heads';
import { recurrentInHeads, spreadHeads } from '../../../src/nn/heads';
import { cellNames, cellOf } from '../../../src/protocol/cells';
import { distance, numbers } from '../engine/cases';

const [T, B, I, H, heads] = [4, 3, 5, 6, 3];

test('hidden weights of heads stand on the diagonal, a block a gate', async () => {
  await openEngine({ engine: 'wasm' });
  // d = 2, two heads, two gates: columns are gate 0 of head 0, of head 1, gate 1 of head 0, of head 1.
  const wh = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18);
  // prettier-ignore
  const expected = [
    1, 2, 0, 0, 5, 6, 0, 0,
    11, 12, 0, 0, 15, 16, 0, 0,
    0, 0, 3, 4, 0, 0, 7, 8,
    0, 0, 13, 14, 0, 0, 17, 18,
  ];
  assert.deepEqual([...spreadArray(wh, 2, 4)], expected);
  const spread = spreadHeads(tf.tensor2d(wh, [2, 8]), 2);
  assert.deepEqual([...spread.dataSync()], expected);
  assert.deepEqual([...spreadArray(wh, 1, 2)], [...wh]);
});

for (const engine of ['cpu', 'wasm'] as const)
  for (const cell of cellNames)
    test(`${engine}, ${cell}: heads compute what one layer with blocks of zeros does`, async () => {
      await openEngine({ engine });
      const { gates, hiddenWeights, cellState } = cellOf(cell);
      const wh = tf.tensor2d(numbers((H / heads) * gates * H, 2, 0.5), [H / heads, gates * H]);
      const state = (): tf.Tensor2D => tf.tensor2d(numbers(B * H, 5), [B, H]);
      const given = {
        cell,
        x: tf.tensor3d(numbers(T * B * I, 1), [T, B, I]),
        wx: tf.tensor2d(numbers(I * gates * H, 3), [I, gates * H]),
        b: tf.tensor1d(numbers(gates * H, 4)),
        h0: state(),
        ...(cellState ? { c0: state() } : {}),
      };
      const found = recurrentInHeads(operations, heads, { ...given, ...(hiddenWeights ? { wh } : {}) });
      const dense = hiddenWeights ? { wh: spreadHeads(wh, heads) } : {};
      const wanted = operations.recurrent({ ...given, ...dense });
      assert.ok(distance(found.h, wanted.h) <= 1e-5);
      assert.ok(distance(found.hLast, wanted.hLast) <= 1e-5);
      assert.equal(found.cLast === undefined, wanted.cLast === undefined);
      if (found.cLast && wanted.cLast) assert.ok(distance(found.cLast, wanted.cLast) <= 1e-5);
    });
