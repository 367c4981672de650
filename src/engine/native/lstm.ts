/** The LSTM on BlockLSTMV2, whose gate columns are in our order: i, f, g, o. */
import * as tf from '@tensorflow/tfjs-core';
import { int64Scalar, rawOperation } from './rawOperations';
import type { NativeCell, Sequence } from './sequence';

/** The nine inputs that both ops share: length, x, c0, h0, weights, three unused peepholes, bias. */
function inputs({ x, wx, wh, b, h0, c0 }: Sequence): tf.Tensor[] {
  if (!c0) throw new Error('An LSTM needs a cell state.');
  const peephole = tf.zeros([h0.shape[1]]);
  const length = int64Scalar(x.shape[0]);
  return [length, x, c0, h0, tf.concat([wx, wh]), peephole, peephole, peephole, b];
}

export const nativeLstm: NativeCell = {
  forward: sequence => {
    const [count, rows] = sequence.x.shape;
    const size = sequence.h0.shape[1];
    const attributes = { cell_clip: 0, use_peephole: false, T: 'TF_FLOAT' } as const;
    const outputs = rawOperation('BlockLSTMV2', attributes, inputs(sequence), 7);
    const tapes = outputs.slice(0, 6);
    return {
      h: tf.reshape<tf.Rank.R3>(outputs[6]!, [count, rows, size]),
      cLast: tf.reshape<tf.Rank.R2>(tf.slice(tapes[1]!, count - 1, 1), [rows, size]),
      tapes,
    };
  },
  backward: operands => {
    const { x, h, dh, dcLast, tapes, wx } = operands;
    const dcs = dcLast ? lastStep(dcLast, h) : tf.zerosLike(h);
    const attributes = { use_peephole: false, T: 'TF_FLOAT' } as const;
    const outputs = rawOperation('BlockLSTMGradV2', attributes, [...inputs(operands), ...tapes, h, dcs, dh], 8);
    const [dx, dc0, dh0, dw, , , , db] = outputs;
    const [dwx, dwh] = tf.split(dw!, [wx.shape[0], h.shape[2]]);
    return { dx: tf.reshape<tf.Rank.R3>(dx!, x.shape), dwx: dwx!, dwh: dwh!, db: db!, dh0: dh0!, dc0: dc0! };
  },
};

/** A gradient of the last step alone, as one of all steps. */
export const lastStep = (gradient: tf.Tensor, { shape: [count, rows, size] }: tf.Tensor3D): tf.Tensor3D =>
  tf.pad(tf.reshape<tf.Rank.R3>(gradient, [1, rows, size]), [
    [count - 1, 0],
    [0, 0],
    [0, 0],
  ]);
