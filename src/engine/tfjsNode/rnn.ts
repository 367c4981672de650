/** The Elman cells: three ops a step forward, three backward; everything that needs no order is one product over all steps. */
import * as tf from '@tensorflow/tfjs-core';
import { rawOperation } from './rawOperations';
import { flat, joined, previous, steps, type BlockCell } from './sequence';

interface Activation {
  apply: (u: tf.Tensor2D) => tf.Tensor2D;
  /** du from h = phi(u) and dh. */
  gradient: (h: tf.Tensor2D, dh: tf.Tensor2D) => tf.Tensor2D;
}

const attributes = { T: 'TF_FLOAT' } as const;

const tanh: Activation = {
  apply: u => tf.tanh(u),
  gradient: (h, dh) => flat(rawOperation('TanhGrad', attributes, [h, dh], 1)[0]!),
};

const relu: Activation = {
  apply: u => tf.relu(u),
  gradient: (h, dh) => flat(rawOperation('ReluGrad', attributes, [dh, h], 1)[0]!),
};

const elman = ({ apply, gradient }: Activation): BlockCell => ({
  forward: ({ x, wx, wh, b, h0 }) => {
    const inputs = tf.split<tf.Tensor2D>(tf.add(tf.matMul(flat(x), wx), b), x.shape[0]);
    const states: tf.Tensor2D[] = [];
    inputs.forEach((input, t) => {
      states.push(apply(tf.add(input, tf.matMul(t > 0 ? states[t - 1]! : h0, wh))));
    });
    return { h: joined(states), tapes: [] };
  },
  backward: operands => {
    const { x, wx, wh, h, dh } = operands;
    const [hs, dhs] = [steps(h), steps(dh)];
    const dus: tf.Tensor2D[] = [];
    let carried: tf.Tensor2D | undefined;
    for (let t = hs.length - 1; t >= 0; t--) {
      dus[t] = gradient(hs[t]!, carried ? tf.add(dhs[t]!, carried) : dhs[t]!);
      carried = tf.matMul<tf.Tensor2D>(dus[t]!, wh, false, true);
    }
    const du = tf.concat(dus);
    return {
      dx: tf.reshape<tf.Rank.R3>(tf.matMul(du, wx, false, true), x.shape),
      dwx: tf.matMul(flat(x), du, true),
      dwh: tf.matMul(flat(previous(operands.h0, h)), du, true),
      db: tf.sum(du, 0),
      dh0: carried!,
    };
  },
});

export const blockRnn = elman(tanh);
export const blockRnnRelu = elman(relu);
