import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../src/engine/composition';
import type { LinearCrossEntropyArguments, Operations } from '../../../src/engine/contract';
import { operations } from '../../../src/engine/operations';
import { floats, ids } from './cases';
import { onKernelEngines } from './kernelEngines';

/** More rows than are evaluated at a time, and a last block that is not full. */
const [N, H, V] = [401, 9, 13];

const args = (): LinearCrossEntropyArguments => ({
  x: floats<tf.Rank.R2>([N, H], 1, 3),
  w: floats<tf.Rank.R2>([H, V], 2),
  b: floats<tf.Rank.R1>([V], 3),
  targets: ids<tf.Rank.R1>([N], V, 4),
  weights: floats<tf.Rank.R1>([N], 5),
  divisor: N,
});

onKernelEngines(() => {
  void test('evaluation in blocks of rows gives the loss of all rows', () => {
    tf.tidy(() => {
      const loss = (on: Operations): number => on.linearCrossEntropy(args()).dataSync()[0]!;
      const trained = tf.grad(x => operations.linearCrossEntropy({ ...args(), x: tf.reshape<tf.Rank.R2>(x, [N, H]) }));
      assert.ok(Math.abs(loss(operations) - loss(composition)) < 1e-5);
      assert.deepEqual(trained(args().x).shape, [N, H]);
    });
  });

  void test('large logits overflow nowhere', () => {
    tf.tidy(() => {
      const x = tf.fill<tf.Rank.R2>([3, H], 1e4);
      const rest = { ...args(), targets: tf.tensor1d([0, 5, 12], 'int32'), divisor: 3 };
      delete rest.weights;
      const value = operations.linearCrossEntropy({ ...rest, x }).dataSync()[0]!;
      const expected = composition.linearCrossEntropy({ ...rest, x }).dataSync()[0]!;
      assert.ok(Math.abs(value - expected) < 1e-5 * expected, `${value} for ${expected}`);
    });
  });

  void test('a target that is no column writes nothing beside the logits', () => {
    tf.tidy(() => {
      const targets = tf.tensor1d([-1, V, 2 ** 30], 'int32');
      const [x, w, b] = [floats<tf.Rank.R2>([3, H], 1), floats<tf.Rank.R2>([H, V], 2), floats<tf.Rank.R1>([V], 3)];
      const sums = tf.grad(bias =>
        operations.linearCrossEntropy({ x, w, b: tf.reshape<tf.Rank.R1>(bias, [V]), targets, divisor: 1 }),
      )(b);
      // Without a target the gradients of the logits are the softmax: each row sums to one.
      assert.ok(Math.abs(tf.sum(sums).dataSync()[0]! - 3) < 1e-5);
    });
  });
});
