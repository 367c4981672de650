/** The recurrent kernels against a float64 reference: outputs, and gradients against its finite differences. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { RecurrentArguments } from '../../../src/engine/contract';
import { operations } from '../../../src/engine/operations';
import { cellNames } from '../../../src/protocol/model';
import { recurrent, slope, weighedSum, weight, type Layer } from '../oracle/recurrent';
import { floatOperands, recurrentArguments, type RecurrentCase, type Sizes } from './cases';
import { onKernelEngines } from './kernelEngines';

const layerOf = (args: RecurrentArguments): Layer => ({
  cell: args.cell,
  // Every case here has float inputs and one bias for all rows.
  x: tf.reshape<tf.Rank.R3>(args.x, [args.x.shape[0], args.x.shape[1], -1]).arraySync(),
  wx: args.wx.arraySync(),
  b: tf.reshape<tf.Rank.R1>(args.b, [-1]).arraySync(),
  h0: args.h0.arraySync(),
  reverse: args.reverse ?? false,
  ...(args.wh && { wh: args.wh.arraySync() }),
  ...(args.c0 && { c0: args.c0.arraySync() }),
  ...(args.lengths && { lengths: args.lengths.arraySync() }),
});

function lossOf(layer: Layer): number {
  const { h, hLast, cLast } = recurrent(layer);
  return weighedSum(h.flat(2), 1) + weighedSum(hLast.flat(), 2) + (cLast ? weighedSum(cLast.flat(), 3) : 0);
}

const weights = (shape: number[], seed: number): tf.Tensor =>
  tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => weight(i, seed)),
    shape,
  );

function gradients(args: RecurrentArguments): Record<string, tf.Tensor> {
  const operands = floatOperands(args);
  const names = Object.keys(operands);
  const found = tf.grads((...tensors: tf.Tensor[]) => {
    const given = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
    const { h, hLast, cLast } = operations.recurrent({ ...args, ...given });
    const weigh = (tensor: tf.Tensor, seed: number): tf.Scalar => tf.sum(tf.mul(tensor, weights(tensor.shape, seed)));
    return tf.addN([weigh(h, 1), weigh(hLast, 2), ...(cLast ? [weigh(cLast, 3)] : [])]);
  })(Object.values(operands));
  return Object.fromEntries(names.map((name, i) => [name, found[i]!]));
}

/** The same layer with one number of one operand shifted. */
function shifted(args: RecurrentArguments, layer: Layer, name: string, index: number, by: number): Layer {
  const copy: Layer = structuredClone(layer);
  const places: Record<string, unknown> = { ...copy };
  let at: unknown = places[name];
  const shape = floatOperands(args)[name]!.shape;
  let rest = index;
  for (let axis = 0; axis < shape.length; axis++) {
    assert.ok(Array.isArray(at));
    const stride = tf.util.sizeFromShape(shape.slice(axis + 1));
    const i = Math.floor(rest / stride);
    rest %= stride;
    if (axis === shape.length - 1) at[i] = Number(at[i]) + by;
    else at = at[i];
  }
  return copy;
}

const odd: Sizes = { T: 5, B: 3, I: 11, H: 7 };
const cases: Record<string, RecurrentCase> = {
  'odd sizes': { sizes: odd, input: 'floats', lengths: false, reverse: false },
  'lengths, reversed': { sizes: odd, input: 'floats', lengths: true, reverse: true },
  'one step, one row': { sizes: { T: 1, B: 1, I: 3, H: 5 }, input: 'floats', lengths: false, reverse: false },
};

onKernelEngines(() => {
  for (const cell of cellNames) {
    for (const [name, options] of Object.entries(cases))
      void test(`${cell}, ${name}: outputs and every kind of gradient`, () => {
        tf.tidy(() => {
          const args = recurrentArguments(cell, options);
          const layer = layerOf(args);
          const expected = recurrent(layer).h.flat(2);
          operations
            .recurrent(args)
            .h.dataSync<'float32'>()
            .forEach((value, i) => {
              assert.ok(Math.abs(value - expected[i]!) <= 2e-6, `h[${i}]: ${value}, ${expected[i]}`);
            });
          for (const [operand, gradient] of Object.entries(gradients(args))) {
            const values = gradient.dataSync<'float32'>();
            for (const index of new Set([0, 1, values.length >> 1, values.length - 1].filter(i => i < values.length))) {
              const wanted = slope(by => lossOf(shifted(args, layer, operand, index, by)));
              const gap = Math.abs(values[index]! - wanted) / Math.max(1, Math.abs(wanted));
              assert.ok(gap <= 2e-5, `d${operand}[${index}]: ${values[index]}, slope ${wanted}`);
            }
          }
        });
      });

    for (const H of [33, 65])
      void test(`${cell}, ${H} units in 13 rows: beyond the edges of tiles`, () => {
        tf.tidy(() => {
          const sizes = { T: 3, B: 13, I: 29, H };
          const args = recurrentArguments(cell, { sizes, input: 'floats', lengths: false, reverse: false });
          const expected = recurrent(layerOf(args)).h.flat(2);
          const most = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
          operations
            .recurrent(args)
            .h.dataSync<'float32'>()
            .forEach((value, i) => {
              assert.ok(Math.abs(value - expected[i]!) <= 2e-5 * most, `h[${i}]: ${value}, ${expected[i]}`);
            });
        });
      });

    void test(`${cell}: pre-activations of 50 give numbers, forward and backward`, () => {
      tf.tidy(() => {
        const args = recurrentArguments(cell, { sizes: odd, input: 'floats', lengths: false, reverse: false });
        const b = tf.tensor1d(args.b.arraySync().map((_, i) => (i % 2 === 0 ? 50 : -50)));
        for (const gradient of Object.values(gradients({ ...args, b })))
          assert.ok(gradient.dataSync<'float32'>().every(Number.isFinite));
      });
    });
  }
});
