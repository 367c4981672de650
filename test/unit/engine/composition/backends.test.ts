import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../../src/engine/composition';
import type { OptimiserState } from '../../../../src/engine/contract';
import { openEngine } from '../../../../src/engine/open';
import { cellNames } from '../../../../src/protocol/model';
import { floats, ids, plainCase, recurrentArguments } from '../cases';
import { recurrentWithGradients } from '../comparison';

type Numbers = Record<string, number[]>;

const numbersOf = (values: Record<string, tf.Tensor>): Numbers =>
  Object.fromEntries(Object.entries(values).map(([name, tensor]) => [name, [...tensor.dataSync()]]));

/** Every operation once, with gradients, as plain numbers. */
async function everything(): Promise<Numbers> {
  const recurrent = cellNames.flatMap(cell =>
    [plainCase, { ...plainCase, lengths: true, reverse: true, input: 'ids' as const }].map(options => {
      const values = numbersOf(recurrentWithGradients(composition, recurrentArguments(cell, options)));
      return Object.fromEntries(
        Object.entries(values).map(([name, list]) => [`${cell} ${options.input} ${name}`, list]),
      );
    }),
  );
  return Object.fromEntries([output(), await optimiser(), ...recurrent].flatMap(part => Object.entries(part)));
}

/** Embedding, dropout, a tied linear layer and the loss, one after the other; more than 48 columns, where the wasm backend's fused product errs. */
function output(): Numbers {
  const table = floats<tf.Rank.R2>([11, 100], 1);
  const bias = floats<tf.Rank.R1>([11], 2);
  const tokens = ids<tf.Rank.R1>([6], 11, 3);
  const loss = (t: tf.Tensor, b: tf.Tensor): tf.Scalar => {
    const weights = tf.reshape<tf.Rank.R2>(t, [11, 100]);
    const rows = composition.dropout(tf.reshape<tf.Rank.R2>(composition.embedding(weights, tokens), [6, 100]), 0.4, 9);
    const logits = composition.linear(rows, tf.transpose(weights), tf.reshape<tf.Rank.R1>(b, [11]));
    const [w, zero] = [tf.eye(11), tf.zeros<tf.Rank.R1>([11])];
    return composition.linearCrossEntropy({ x: logits, w, b: zero, targets: tokens, divisor: 6 });
  };
  const [dTable, dBias] = tf.grads((t, b) => loss(t, b))([table, bias]);
  return numbersOf({ loss: loss(table, bias), dTable: dTable!, dBias: dBias! });
}

async function optimiser(): Promise<Numbers> {
  const parameter = tf.variable(floats<tf.Rank.R2>([5, 7], 1));
  const [first, second] = [tf.variable(tf.zeros([5, 7])), tf.variable(tf.zeros([5, 7]))];
  const state: OptimiserState = { step: 0, moments: [{ rule: 'adam', first, second }] };
  const norms: number[] = [];
  for (const seed of [2, 3]) {
    const gradients = [floats([5, 7], seed)];
    norms.push(await composition.update({ parameters: [parameter], gradients, state, learningRate: 0.1, clipNorm: 1 }));
  }
  const values = numbersOf({ parameter });
  tf.dispose([parameter, first, second]);
  return { ...values, norms };
}

/** tf.tidy for results that are no tensors. */
async function scoped<T>(work: () => Promise<T>): Promise<T> {
  tf.engine().startScope();
  const result = await work();
  tf.engine().endScope();
  return result;
}

void test('the compositions give the same on wasm as on cpu, and leave nothing behind', async () => {
  await openEngine({ engine: 'cpu' });
  const onCpu = await scoped(everything);
  await openEngine({ engine: 'wasm' });
  const before = tf.memory().numTensors;
  const onWasm = await scoped(everything);
  assert.equal(tf.memory().numTensors, before);
  for (const [name, values] of Object.entries(onCpu))
    values.forEach((value, i) => {
      const gap = Math.abs(value - onWasm[name]![i]!);
      assert.ok(gap <= 1e-5, `${name}[${i}] differs by ${gap}`);
    });
});
