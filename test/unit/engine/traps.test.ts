/** What goes wrong when kernels share tfjs' memory, or when its own products see weights that change in place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { operations } from '../../../src/engine/operations';
import { floats, plainCase, recurrentArguments } from './cases';
import { assertClose, recurrentWithGradients } from './comparison';
import { onKernelEngines } from './kernelEngines';

function naive(a: number[][], b: number[][]): number[][] {
  return a.map(row => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
}

onKernelEngines(() => {
  for (const [m, k, n] of [
    [1, 1, 1],
    [3, 7, 11],
    [33, 65, 257],
    [97, 257, 33],
    [13, 600, 9],
    [5, 3, 521],
  ] as const)
    for (const [transposeA, transposeB] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ] as const)
      void test(`tf.matMul ${m} x ${k} x ${n}, transposed: ${transposeA}, ${transposeB}`, () => {
        tf.tidy(() => {
          const a = floats<tf.Rank.R2>([m, k], 1);
          const b = floats<tf.Rank.R2>([k, n], 2);
          const expected = naive(a.arraySync(), b.arraySync()).flat();
          const left = transposeA ? tf.transpose(a) : a;
          const right = transposeB ? tf.transpose(b) : b;
          const actual = tf.matMul(left, right, transposeA, transposeB).dataSync<'float32'>();
          assert.equal(actual.length, expected.length);
          actual.forEach((value, i) => {
            assert.ok(Math.abs(value - expected[i]!) <= 2e-5 * Math.sqrt(k), `[${i}]: ${value}, ${expected[i]}`);
          });
        });
      });

  void test('weights updated in place are seen by the next product', async () => {
    const w = tf.variable(tf.ones<tf.Rank.R2>([8, 8]));
    const x = tf.ones<tf.Rank.R2>([2, 8]);
    const gradient = tf.ones([8, 8]);
    const product = (): number => tf.tidy(() => tf.matMul(x, w).dataSync()[0]!);
    assert.equal(product(), 8);
    const state = { step: 0, moments: [{ rule: 'sgd' as const }] };
    await operations.update({ parameters: [w], gradients: [gradient], state, learningRate: 0.5, clipNorm: 0 });
    assert.equal(product(), 4);
    tf.dispose([w, x, gradient]);
  });

  void test('a transposed product with bias adds the bias once, whatever the depth', () => {
    tf.tidy(() => {
      const [a, b] = [tf.ones<tf.Rank.R2>([100, 2]), tf.ones<tf.Rank.R2>([100, 3])];
      const y = tf.fused.matMul({ a, b, transposeA: true, bias: tf.ones([3]), activation: 'relu' });
      assert.deepEqual([...y.dataSync()], [101, 101, 101, 101, 101, 101]);
    });
  });

  void test('tf.gather has a gradient', () => {
    tf.tidy(() => {
      const rows = tf.tensor1d([2, 0, 2], 'int32');
      const gradient = tf.grad(table => tf.sum(tf.gather(table, rows)))(tf.zeros([3, 2]));
      assert.deepEqual([...gradient.dataSync()], [1, 1, 0, 0, 2, 2]);
    });
  });

  void test('the memory may grow between and within kernels', () => {
    tf.tidy(() => {
      const args = recurrentArguments('gru', plainCase);
      const expected = recurrentWithGradients(operations, args);
      // 200 MB in one piece, then sizes that need scratch beyond what was there.
      const large = tf.zeros([50_000_000]);
      const wide = tf.ones<tf.Rank.R2>([2000, 2000]);
      assert.equal(operations.matMul(wide, wide).dataSync()[0], 2000);
      assertClose(recurrentWithGradients(operations, args), expected, 0, 'after growth');
      assert.equal(large.size, 50_000_000);
    });
  });

  void test('operands on eight bytes that are not sixteen', () => {
    tf.tidy(() => {
      const backend = tf.backend();
      assert.ok(backend instanceof BackendWasm);
      const expected = recurrentWithGradients(operations, recurrentArguments('lstm', plainCase));
      const remainders = new Set<number>();
      // Where the allocator puts the next tensor depends on all before: shift it until both have been seen.
      for (let shift = 0; shift < 64 && remainders.size < 2; shift++) {
        tf.zeros([2 * shift + 1]).dataSync();
        const args = recurrentArguments('lstm', plainCase);
        assertClose(recurrentWithGradients(operations, args), expected, 0, `shift ${shift}`);
        if (args.wh) remainders.add(backend.getMemoryOffset(args.wh.dataId) % 16);
      }
      assert.deepEqual([...remainders].sort(), [0, 8]);
    });
  });

  void test('ids beyond the table touch nothing: zeros forward, no gradient written beside it', () => {
    tf.tidy(() => {
      const table = floats<tf.Rank.R2>([4, 5], 1);
      const ids = tf.tensor1d([-1, 3, 4, 2_000_000_000], 'int32');
      const [outside, inside, ...more] = tf.unstack(operations.embedding(table, ids));
      for (const row of [outside!, ...more]) assert.ok(row.dataSync<'float32'>().every(value => value === 0));
      assert.deepEqual(inside!.dataSync(), tf.slice(table, [3, 0], [1, 5]).dataSync());
      const gradient = tf.grad(x => tf.sum(operations.embedding(tf.reshape<tf.Rank.R2>(x, [4, 5]), ids)))(table);
      assert.deepEqual([...gradient.dataSync()], [...Array<number>(15).fill(0), ...Array<number>(5).fill(1)]);
    });
  });
});
