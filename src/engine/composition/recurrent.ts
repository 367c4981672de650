import * as tf from '@tensorflow/tfjs-core';
import type { CellName } from '../../protocol/model';
import type { RecurrentArguments, RecurrentResult } from '../contract';
import type { Cell, Multiply, State } from './cells/cell';
import { coupled, independent, residual } from './cells/gated';
import { gru } from './cells/gru';
import { lstm } from './cells/lstm';
import { minGru } from './cells/minGru';
import { rnn, rnnRelu } from './cells/rnn';
import { embedding } from './embedding';
import { matMul } from './matMul';

const cells: Readonly<Record<CellName, Cell>> = {
  rnn,
  'rnn-relu': rnnRelu,
  residual,
  coupled,
  independent,
  gru,
  lstm,
  'min-gru': minGru,
};

/** One layer over a whole sequence. */
export function recurrent(args: RecurrentArguments): RecurrentResult {
  const [h, hLast, cLast] = tf.tidy((): [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D?] => {
    const states = statesOf(args);
    const last = states[args.reverse ? 0 : states.length - 1]!;
    const sequence = sequenceOf(states.map(state => state.h));
    return last.c ? [sequence, tf.clone(last.h), tf.clone(last.c)] : [sequence, tf.clone(last.h)];
  });
  return cLast ? { h, hLast, cLast } : { h, hLast };
}

/** [B, H] of each step -> [T, B, H] */
export const sequenceOf = (steps: readonly tf.Tensor2D[]): tf.Tensor3D =>
  tf.reshape<tf.Rank.R3>(tf.concat([...steps]), [steps.length, ...steps[0]!.shape]);

/**
 * The state after each step, in the places of the steps; x wx + b is one product for all of them.
 * @param changed what goes on in place of the state after step t
 * @param multiply with the weights
 */
export function statesOf(
  { cell, x, wx, wh, b, h0, c0, lengths, reverse = false }: RecurrentArguments,
  changed: (state: State, t: number) => State = state => state,
  multiply: Multiply = matMul,
): State[] {
  const [steps] = x.shape;
  const projection = inputProjection(x, wx, b, multiply);
  // tfjs cannot take the gradient of a split into one.
  const inputs = steps > 1 ? tf.split<tf.Tensor2D>(projection, steps) : [projection];
  const step = cells[cell](wh, multiply);
  const states: State[] = [];
  let state: State = c0 ? { h: h0, c: c0 } : { h: h0 };
  for (let i = 0; i < steps; i++) {
    const t = reverse ? steps - 1 - i : i;
    state = changed(withinLength(step(inputs[t]!, state), state, t, lengths), t);
    states[t] = state;
  }
  return states;
}

/** [T*B, G*H]; token ids pick rows of wx. */
function inputProjection(
  x: tf.Tensor3D | tf.Tensor2D,
  wx: tf.Tensor2D,
  b: RecurrentArguments['b'],
  multiply: Multiply,
): tf.Tensor2D {
  const product =
    x.dtype === 'int32'
      ? embedding(wx, tf.reshape<tf.Rank.R1>(x, [-1]))
      : multiply(tf.reshape<tf.Rank.R2>(x, [x.shape[0] * x.shape[1], wx.shape[0]]), wx);
  // [T*B, G*H], or, where each row has a bias of its own, [T, B, G*H].
  const steps = tf.reshape(product, [product.size / b.size, ...b.shape]);
  return tf.reshape<tf.Rank.R2>(tf.add(steps, b), [-1, wx.shape[1]]);
}

/** Rows whose sequence has ended (t >= lengths[b]) keep their state. */
function withinLength(next: State, previous: State, t: number, lengths: tf.Tensor1D | undefined): State {
  if (!lengths) return next;
  const within = tf.reshape(tf.cast(tf.greater(lengths, tf.scalar(t, 'int32')), 'float32'), [-1, 1]);
  const select = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D =>
    tf.add(tf.mul(within, a), tf.mul(tf.sub(1, within), b));
  const h = select(next.h, previous.h);
  return next.c && previous.c ? { h, c: select(next.c, previous.c) } : { h };
}
