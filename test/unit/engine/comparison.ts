/** Runs an operation and all its gradients under two sets of operations and compares every number. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import type { Operations, RecurrentArguments } from '../../../src/engine/contract';
import { distance, floatOperands, floats } from './cases';

type Values = Record<string, tf.Tensor>;

/** h, the last states, and the gradients of a random weighting of all outputs in every float operand. */
export function recurrentWithGradients(
  operations: Operations,
  args: RecurrentArguments,
  stateGradients = true,
): Values {
  const operands = floatOperands(args);
  const names = Object.keys(operands);
  const weigh = (tensor: tf.Tensor, seed: number): tf.Scalar => tf.sum(tf.mul(tensor, floats(tensor.shape, seed)));
  const forward = (tensors: tf.Tensor[]): ReturnType<Operations['recurrent']> =>
    operations.recurrent({ ...args, ...Object.fromEntries(names.map((name, i) => [name, tensors[i]])) });
  const gradients = tf.grads((...tensors: tf.Tensor[]) => {
    const { h, hLast, cLast } = forward(tensors);
    const loss = weigh(h, 21);
    if (!stateGradients) return loss;
    return tf.addN([loss, weigh(hLast, 22), ...(cLast ? [weigh(cLast, 23)] : [])]);
  })(Object.values(operands));
  const outputs = forward(Object.values(operands));
  return { ...outputs, ...Object.fromEntries(names.map((name, i) => [`d${name}`, gradients[i]!])) };
}

export function assertClose(actual: Values, expected: Values, band: number, label: string): void {
  assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), label);
  for (const [name, tensor] of Object.entries(actual)) {
    const gap = distance(tensor, expected[name]!);
    assert.ok(gap <= band, `${label}: ${name} differs by ${gap}`);
  }
}

/** d loss / d operand[index] for a few indices, by central differences. */
export function finiteDifference(loss: (x: tf.Tensor) => number, x: tf.Tensor, index: number, step = 1e-2): number {
  const shifted = (by: number): number =>
    tf.tidy(() => {
      const values = Float32Array.from(x.dataSync());
      values[index]! += by;
      return loss(tf.tensor(values, x.shape));
    });
  return (shifted(step) - shifted(-step)) / (2 * step);
}
