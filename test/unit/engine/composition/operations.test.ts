import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../../src/engine/composition';
import { dropoutMask, hash } from '../../../../src/engine/composition/dropout';
import { openEngine } from '../../../../src/engine/open';
import { floats, ids } from '../cases';
import { finiteDifference } from '../comparison';

before(() => openEngine({ engine: 'cpu' }));

/** -log softmax(x w + b)[target], in float64. */
function negativeLogLikelihood(x: number[], w: number[][], b: number[], target: number): number {
  const logits = b.map((bias, v) => x.reduce((sum, value, i) => sum + value * w[i]![v]!, bias));
  return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[target]!;
}

void test('linear cross-entropy is what it says, and its gradient the slope', () => {
  const [x, w, b] = [floats<tf.Rank.R2>([5, 7], 1), floats<tf.Rank.R2>([7, 11], 2), floats<tf.Rank.R1>([11], 3)];
  const targets = ids<tf.Rank.R1>([5], 11, 4);
  const rowWeights = [1, 0, 0.5, 2, 1];
  const weights = tf.tensor1d(rowWeights);
  const loss = (logitsBias: tf.Tensor): tf.Scalar =>
    composition.linearCrossEntropy({ x, w, b: tf.reshape<tf.Rank.R1>(logitsBias, [11]), targets, weights, divisor: 3 });
  const rows = x.arraySync();
  const places = targets.arraySync();
  const expected = rowWeights.reduce(
    (sum, weight, n) => sum + (weight * negativeLogLikelihood(rows[n]!, w.arraySync(), b.arraySync(), places[n]!)) / 3,
    0,
  );
  assert.ok(Math.abs(loss(b).dataSync()[0]! - expected) <= 1e-5);
  const gradient = tf.grad(loss)(b).dataSync();
  for (let i = 0; i < 11; i++) {
    const slope = finiteDifference(at => loss(at).dataSync()[0]!, b, i, 1e-2);
    assert.ok(Math.abs(slope - gradient[i]!) <= 1e-3, `${gradient[i]!}, slope ${slope}`);
  }
});

void test('far-off logits give no NaN', () => {
  const x = tf.tensor2d([[50, -50]]);
  const w = tf.tensor2d([
    [10, -10],
    [-10, 10],
  ]);
  const args = { x, w, b: tf.zeros<tf.Rank.R1>([2]), targets: tf.tensor1d([1], 'int32'), divisor: 1 };
  assert.equal(composition.linearCrossEntropy(args).dataSync()[0], 2000);
});

void test('the dropout mask follows from seed and index: fixed values, the right share, no pattern between seeds', () => {
  // Reference: the formula in the doc comment of `hash`, evaluated by hand with 64-bit integers in Python:
  // h = ((i+1)*0x9E3779B1 ^ s*0x85EBCA77) & M; h ^= h>>16; h = h*0x85EBCA6B & M; h ^= h>>13; h = h*0xC2B2AE35 & M; h ^= h>>16; h >>= 8
  assert.deepEqual([hash(0, 0), hash(1, 0), hash(1, 1), hash(-5, 1000000)], [1178882, 12589618, 8444900, 11338193]);
  const mask = dropoutMask(100_000, 0.3, 7);
  const kept = mask.filter(value => value > 0).length / mask.length;
  assert.ok(Math.abs(kept - 0.7) < 0.01, `${kept}`);
  assert.ok(mask.every(value => value === 0 || Math.abs(value - 1 / 0.7) < 1e-6));
  const other = dropoutMask(100_000, 0.3, 8);
  const both = mask.filter((value, i) => value > 0 && other[i]! > 0).length / mask.length;
  assert.ok(Math.abs(both - 0.49) < 0.01, `${both}`);
});

void test('rate 0 keeps everything', () => {
  assert.ok(dropoutMask(1000, 0, 3).every(value => value === 1));
});
