/** Tests for every backend's kernels: their results equal those of the compositions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../src/engine/composition';
import type { LinearCrossEntropyArguments, Moments, Operations, OptimiserState } from '../../../src/engine/contract';
import { variablesOf } from '../../../src/engine/moments';
import { operations } from '../../../src/engine/operations';
import { cellNames } from '../../../src/protocol/model';
import { floats, ids, plainCase, recurrentArguments, type RecurrentCase } from './cases';
import { assertClose, recurrentWithGradients } from './comparison';

const band = 1e-5;

const cases: Record<string, RecurrentCase> = {
  'odd sizes': plainCase,
  'one step': { ...plainCase, sizes: { T: 1, B: 3, I: 11, H: 7 } },
  'one row': { ...plainCase, sizes: { T: 5, B: 1, I: 11, H: 7 } },
  'one unit': { ...plainCase, sizes: { T: 3, B: 2, I: 2, H: 1 } },
  'whole vectors': { ...plainCase, sizes: { T: 4, B: 8, I: 16, H: 32 } },
  ids: { ...plainCase, input: 'ids' },
  reversed: { ...plainCase, reverse: true },
  lengths: { ...plainCase, lengths: true },
  'no input but biases': { ...plainCase, sizes: { T: 1, B: 3, I: 0, H: 7 }, biases: true },
  'a bias for each row': { ...plainCase, biases: true },
  'a bias for each row, lengths, reversed, ids': {
    ...plainCase,
    biases: true,
    lengths: true,
    reverse: true,
    input: 'ids',
  },
  'lengths, reversed, ids': { ...plainCase, lengths: true, reverse: true, input: 'ids' },
};

export function holdKernelsToCompositions(): void {
  for (const cell of cellNames)
    for (const [name, options] of Object.entries(cases))
      for (const stateGradients of [true, false])
        void test(`${cell}, ${name}${stateGradients ? '' : ', no gradient from the last state'}`, () => {
          const args = recurrentArguments(cell, options);
          const expected = recurrentWithGradients(composition, args, stateGradients);
          assertClose(recurrentWithGradients(operations, args, stateGradients), expected, band, `${cell}, ${name}`);
        });

  for (const weighted of [false, true])
    void test(`linear cross-entropy${weighted ? ', weighted' : ''}`, () => {
      assertClose(crossEntropy(operations, weighted), crossEntropy(composition, weighted), band, 'cross-entropy');
    });

  for (const [H, C] of [
    [7, 9],
    [16, 8],
    [3, 1],
  ] as const)
    // prettier-ignore
    void test(`attention, ${H} wide over values of ${C}`, () => {
      assertClose(attention(operations, H, C), attention(composition, H, C), band, 'attention');
    });

  void test('linear', () => {
    assertClose(linear(operations), linear(composition), band, 'linear');
  });

  void test('embedding, also of repeated ids', () => {
    assertClose(embedding(operations), embedding(composition), band, 'embedding');
  });

  void test('dropout keeps the same places, forward and backward', () => {
    assertClose(dropout(operations), dropout(composition), 0, 'dropout');
  });

  for (const [transposeA, transposeB] of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ] as const)
    for (const sizes of [small, severalBlocks])
      void test(`product ${sizes.join(' x ')}, transposed: ${transposeA}, ${transposeB}`, () => {
        const actual = product(operations, sizes, transposeA, transposeB);
        assertClose(actual, product(composition, sizes, transposeA, transposeB), band, 'product');
      });

  void test('a product whose first operand is too large to be packed at once', () => {
    const sizes = [700, 600, 513] as const;
    assertClose(product(operations, sizes, false, false), product(composition, sizes, false, false), band, 'product');
  });

  for (const kind of ['sgd', 'adam', 'muon'] as const)
    for (const clipNorm of [0, 0.5, 100])
      void test(`${kind}, clipped at ${clipNorm}`, async () => {
        const expected = await update(composition, kind, clipNorm);
        assertClose(await update(operations, kind, clipNorm), expected, band, kind);
      });

  for (const kind of ['sgd', 'adam', 'muon'] as const)
    void test(`${kind}: gradients that are not finite change nothing`, async () => {
      for (const on of [composition, operations])
        for (const value of [NaN, Infinity]) {
          const weights = tf.variable(tf.tensor2d([[1, 2, 3]]));
          const state: OptimiserState = { step: 7, moments: [momentsOf(kind, () => tf.tensor2d([[4, 5, 6]]))] };
          const gradients = [tf.tensor2d([[1, value, 1]])];
          const norm = await on.update({ parameters: [weights], gradients, state, learningRate: 0.1, clipNorm: 1 });
          assert.ok(!Number.isFinite(norm), String(norm));
          assert.equal(state.step, 7);
          assert.deepEqual([...weights.dataSync()], [1, 2, 3]);
          for (const moment of state.moments.flatMap(variablesOf)) assert.deepEqual([...moment.dataSync()], [4, 5, 6]);
        }
    });

  void test('a training step leaves no tensors behind', async () => {
    await leakFree(async () => {
      const args = recurrentArguments('lstm', { ...plainCase, input: 'ids' });
      tf.dispose(recurrentWithGradients(operations, args));
      tf.dispose(crossEntropy(operations, true));
      tf.dispose(attention(operations, 7, 9));
      tf.dispose(embedding(operations));
      tf.dispose(dropout(operations));
      tf.dispose(await update(operations, 'adam', 1));
    });
  });
}

type Values = Record<string, tf.Tensor>;

function linear(on: Operations): Values {
  const [x, b] = [floats<tf.Rank.R2>([5, 7], 1), floats<tf.Rank.R1>([11], 3)];
  const w = floats<tf.Rank.R2>([7, 11], 2);
  const apply = (weights: tf.Tensor, bias: tf.Tensor): tf.Tensor2D =>
    on.linear(x, tf.reshape<tf.Rank.R2>(weights, w.shape), tf.reshape<tf.Rank.R1>(bias, [11]));
  const [dw, db] = tf.grads((weights, bias) => tf.sum(tf.mul(apply(weights, bias), floats([5, 11], 4))))([w, b]);
  return { y: apply(w, b), dw: dw!, db: db! };
}

function crossEntropy(on: Operations, weighted: boolean): Values {
  const [x, w, b] = [floats<tf.Rank.R2>([5, 7], 1, 3), floats<tf.Rank.R2>([7, 11], 2), floats<tf.Rank.R1>([11], 3)];
  const rest: Pick<LinearCrossEntropyArguments, 'targets' | 'weights' | 'divisor'> = {
    targets: ids<tf.Rank.R1>([5], 11, 4),
    divisor: 3,
    ...(weighted ? { weights: tf.tensor1d([1, 0, 0.5, 2, 1]) } : {}),
  };
  const loss =
    (factor: number) =>
    (...[px, pw, pb]: tf.Tensor[]): tf.Scalar =>
      tf.mul(
        on.linearCrossEntropy({
          x: tf.reshape<tf.Rank.R2>(px!, [5, 7]),
          w: tf.reshape<tf.Rank.R2>(pw!, [7, 11]),
          b: tf.reshape<tf.Rank.R1>(pb!, [11]),
          ...rest,
        }),
        factor,
      );
  const [dx, dw, db] = tf.grads(loss(1))([x, w, b]);
  const [dx2, dw2, db2] = tf.grads(loss(-2))([x, w, b]);
  return { loss: loss(1)(x, w, b), dx: dx!, dw: dw!, db: db!, dx2: dx2!, dw2: dw2!, db2: db2! };
}

/** Rows of 4, 1 and 2 steps. */
function attention(on: Operations, H: number, C: number): Values {
  const lengths = tf.tensor1d([4, 1, 2], 'int32');
  const [keys, values] = [floats<tf.Rank.R3>([4, 3, H], 1), floats<tf.Rank.R3>([4, 3, C], 2)];
  const [query, score] = [floats<tf.Rank.R2>([3, H], 3), floats<tf.Rank.R2>([H, 1], 4, 3)];
  const context = (...[k, v, q, s]: tf.Tensor[]): tf.Tensor2D =>
    on.attention({
      keys: tf.reshape<tf.Rank.R3>(k!, keys.shape),
      values: tf.reshape<tf.Rank.R3>(v!, values.shape),
      query: tf.reshape<tf.Rank.R2>(q!, query.shape),
      score: tf.reshape<tf.Rank.R2>(s!, score.shape),
      lengths,
    }).context;
  const gradients = tf.grads((...tensors) => tf.sum(tf.mul(context(...tensors), floats([3, C], 5))));
  const [dKeys, dValues, dQuery, dScore] = gradients([keys, values, query, score]);
  return {
    ...on.attention({ keys, values, query, score, lengths }),
    ...{ dKeys: dKeys!, dValues: dValues!, dQuery: dQuery!, dScore: dScore! },
  };
}

function embedding(on: Operations): Values {
  const table = floats<tf.Rank.R2>([11, 6], 1);
  const tokens = tf.tensor2d(
    [
      [1, 1, 10],
      [0, 1, 4],
    ],
    [2, 3],
    'int32',
  );
  const rows = on.embedding(table, tokens);
  const dTable = tf.grad(x =>
    tf.sum(tf.mul(on.embedding(tf.reshape<tf.Rank.R2>(x, [11, 6]), tokens), floats([2, 3, 6], 2))),
  )(table);
  return { rows, dTable };
}

function dropout(on: Operations): Values {
  const x = floats<tf.Rank.R3>([5, 3, 7], 1);
  return { y: on.dropout(x, 0.3, 12345), dx: tf.grad(t => tf.sum(on.dropout(t, 0.3, 12345)))(x) };
}

type ProductSizes = readonly [rows: number, depth: number, columns: number];

const small: ProductSizes = [5, 7, 11];
/** Each a little more than the kernels take at a time. */
const severalBlocks: ProductSizes = [101, 267, 531];

function product(on: Operations, [M, K, N]: ProductSizes, transposeA: boolean, transposeB: boolean): Values {
  const a = floats<tf.Rank.R2>(transposeA ? [K, M] : [M, K], 1);
  const b = floats<tf.Rank.R2>(transposeB ? [N, K] : [K, N], 2);
  const multiply = (x: tf.Tensor, y: tf.Tensor): tf.Tensor2D =>
    on.matMul(tf.reshape<tf.Rank.R2>(x, a.shape), tf.reshape<tf.Rank.R2>(y, b.shape), transposeA, transposeB);
  const [da, db] = tf.grads((x, y) => tf.sum(tf.mul(multiply(x, y), floats([M, N], 3))))([a, b]);
  return { y: multiply(a, b), da: da!, db: db! };
}

/** Three updates, so that moments and bias correction count. */
async function update(on: Operations, kind: Moments['rule'], clipNorm: number): Promise<Values> {
  // A wide matrix, a tall one, and a vector.
  const shapes = [[7, 11], [13, 6], [5]];
  const parameters = shapes.map((shape, i) => tf.variable<tf.Rank>(floats(shape, i + 1)));
  const moments = parameters.map(({ shape, rank }) => momentsOf(rank === 2 ? kind : 'adam', () => tf.zeros(shape)));
  const state: OptimiserState = { step: 0, moments };
  const norms: number[] = [];
  for (const seed of [3, 4, 5]) {
    const gradients = parameters.map(({ shape }) => floats(shape, seed));
    norms.push(await on.update({ parameters, gradients, state, learningRate: 0.1, clipNorm }));
    tf.dispose(gradients);
  }
  assert.equal(state.step, 3);
  const all = [...parameters, ...moments.flatMap(variablesOf)];
  const values = Object.fromEntries(
    all.map((tensor, i): [string, tf.Tensor] => [`value${i}`, tf.clone<tf.Tensor>(tensor)]),
  );
  tf.dispose(all);
  return { norms: tf.tensor1d(norms), ...values };
}

function momentsOf(rule: Moments['rule'], value: () => tf.Tensor): Moments {
  const kept = (): tf.Variable => tf.variable(value());
  if (rule === 'adam') return { rule, first: kept(), second: kept() };
  return rule === 'muon' ? { rule, momentum: kept() } : { rule };
}

async function leakFree(work: () => Promise<void>): Promise<void> {
  const scoped = async (): Promise<void> => {
    tf.engine().startScope();
    await work();
    tf.engine().endScope();
  };
  await scoped();
  const before = tf.memory().numTensors;
  await scoped();
  assert.equal(tf.memory().numTensors, before);
}
