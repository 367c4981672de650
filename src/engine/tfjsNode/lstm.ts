/**
 * The LSTM on TensorFlow's fused ops. Forward is BlockLSTMV2, whose gate columns are in our order: i, f, g, o. Backward
 * is LSTMBlockCellGrad a step and products over all steps at once for the weights: 2-4 times faster than
 * BlockLSTMGradV2, which adds up the weights' gradient step by step.
 */
import * as tf from '@tensorflow/tfjs-core';
import { int64Scalar, rawOperation } from './rawOperations';
import { flat, previous, steps, type BackwardOperands, type BlockCell, type Sequence } from './sequence';

/** i, f, g, o <-> i, g, f, o: the single-step ops want the latter. Its own inverse. */
function swapColumns(weights: tf.Tensor2D): tf.Tensor2D {
  const [i, f, g, o] = tf.split<tf.Tensor2D>(weights, 4, 1);
  return tf.concat2d([i!, g!, f!, o!], 1);
}

function forward({ x, wx, wh, b, h0, c0 }: Sequence): ReturnType<BlockCell['forward']> {
  const [count, rows] = x.shape;
  const size = h0.shape[1];
  const peephole = tf.zeros([size]);
  const weights = [tf.concat([wx, wh]), peephole, peephole, peephole, b];
  const attributes = { cell_clip: 0, use_peephole: false, T: 'TF_FLOAT' } as const;
  const inputs = [int64Scalar(count), x, cellState(c0), h0, ...weights];
  const outputs = rawOperation('BlockLSTMV2', attributes, inputs, 7);
  const tapes = outputs.slice(0, 6);
  return {
    h: tf.reshape<tf.Rank.R3>(outputs[6]!, [count, rows, size]),
    cLast: tf.reshape<tf.Rank.R2>(tf.slice(tapes[1]!, count - 1, 1), [rows, size]),
    tapes,
  };
}

function backward(operands: BackwardOperands): ReturnType<BlockCell['backward']> {
  const { x, wx, h } = operands;
  const swappedWx = swapColumns(wx);
  const { du, dh0, dc0 } = throughTime(operands);
  const inputs = tf.concat2d([flat(x), flat(previous(operands.h0, h))], 1);
  const dw = swapColumns(tf.matMul<tf.Tensor2D>(inputs, du, true));
  const [dwx, dwh] = tf.split(dw, [wx.shape[0], h.shape[2]]);
  const db = swapColumns(tf.sum<tf.Tensor2D>(du, 0, true));
  return {
    dx: tf.reshape<tf.Rank.R3>(tf.matMul(du, swappedWx, false, true), x.shape),
    dwx: dwx!,
    dwh: dwh!,
    db: tf.reshape(db, [-1]),
    dh0,
    dc0,
  };
}

/** Gradients of the pre-activations of all steps, [T*B, 4H] in swapped columns, and of the first state. */
function throughTime(operands: BackwardOperands): Record<'du' | 'dh0' | 'dc0', tf.Tensor2D> {
  const { x, wh, b, h0, h, dh, dcLast } = operands;
  const [count, rows, inputSize] = x.shape;
  const size = h0.shape[1];
  const c0 = cellState(operands.c0);
  const [i, c, f, o, g, tanhC] = operands.tapes.map(tape => steps(tf.reshape<tf.Rank.R3>(tape, h.shape)));
  const [hs, dhs] = [steps(h), steps(dh)];
  const swappedWh = swapColumns(wh);
  const peephole = tf.zeros([size]);
  // Of these two the op reads nothing but their shapes.
  const [anyX, anyWeights] = [tf.zeros([rows, inputSize]), tf.zeros([inputSize + size, 4 * size])];
  const weights = [anyWeights, peephole, peephole, peephole, b];
  const attributes = { use_peephole: false, T: 'TF_FLOAT' } as const;
  const du: tf.Tensor2D[] = [];
  let dState: tf.Tensor2D | undefined;
  let dCell = dcLast ? flat(dcLast) : tf.zerosLike(h0);
  for (let t = count - 1; t >= 0; t--) {
    const before = t > 0 ? [c![t - 1]!, hs[t - 1]!] : [c0, h0];
    const dOutput = dState ? tf.add<tf.Tensor2D>(dhs[t]!, dState) : dhs[t]!;
    const tape = [i![t]!, c![t]!, f![t]!, o![t]!, g![t]!, tanhC![t]!];
    const inputs = [anyX, ...before, ...weights, ...tape, dCell, dOutput];
    const [dCellBefore, dGates] = rawOperation('LSTMBlockCellGrad', attributes, inputs, 5).map(flat);
    du[t] = dGates!;
    dCell = dCellBefore!;
    dState = tf.matMul<tf.Tensor2D>(dGates!, swappedWh, false, true);
  }
  return { du: tf.concat(du), dh0: dState!, dc0: dCell };
}

function cellState(c0: tf.Tensor2D | undefined): tf.Tensor2D {
  if (!c0) throw new Error('An LSTM needs a cell state.');
  return c0;
}

export const blockLstm: BlockCell = { forward, backward };
