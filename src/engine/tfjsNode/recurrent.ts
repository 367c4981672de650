/** The recurrent kernels of tfjs-node: order of steps and token ids here, the arithmetic in each cell's file. */
import * as tf from '@tensorflow/tfjs-core';
import type { CellName } from '../../protocol/model';
import type { RecurrentArguments } from '../contract';
import type { RecurrentAttributes, RecurrentGradAttributes } from '../kernels';
import { blockGru } from './gru';
import { blockLstm } from './lstm';
import { blockRnn, blockRnnRelu } from './rnn';
import type { Operands } from './operands';
import { lastStep, type BlockCell, type Sequence } from './sequence';

const cells: Partial<Record<CellName, BlockCell>> = {
  rnn: blockRnn,
  'rnn-relu': blockRnnRelu,
  gru: blockGru,
  lstm: blockLstm,
};

/** Widest one-hot input that is worth a product; beyond it the composition's row lookup is cheaper. */
const widestOneHot = 512;

/** TensorFlow's block ops know no lengths and no biases of single rows. */
export function playsRecurrent({ cell, x, wx, b, lengths }: RecurrentArguments): boolean {
  return cell in cells && !lengths && b.rank === 1 && (x.dtype === 'float32' || wx.shape[0] <= widestOneHot);
}

/** [h, hLast, cLast, ...tapes] */
export function forward(operands: Operands, { cell, reverse, train }: RecurrentAttributes): tf.Tensor[] {
  const { h, cLast, tapes } = cellOf(cell).forward(sequenceOf(operands, reverse));
  const [count, rows, size] = h.shape;
  const hLast = tf.reshape(tf.slice(h, [count - 1, 0, 0], [1, rows, size]), [rows, size]);
  const nothing = tf.zeros([0]);
  return [inOrder(h, reverse), hLast, cLast ?? nothing, ...(train && tapes.length > 0 ? tapes : [nothing])];
}

/** [dx, dwx, dwh, db, dh0, dc0] */
export function backward(operands: Operands, { cell, reverse, wantDx }: RecurrentGradAttributes): tf.Tensor[] {
  const h = inOrder(operands.sequence('h'), reverse);
  const dSequence = inOrder(operands.sequence('dh'), reverse);
  const dhLast = operands.find('dhLast');
  const gradients = cellOf(cell).backward({
    ...sequenceOf(operands, reverse),
    h,
    dh: dhLast ? tf.add<tf.Tensor3D>(dSequence, lastStep(dhLast, h)) : dSequence,
    dcLast: operands.find('dcLast'),
    tapes: operands.startingWith('tape'),
  });
  const { dx, dwx, dwh, db, dh0, dc0 } = gradients;
  const nothing = tf.zeros([0]);
  return [wantDx ? inOrder(dx, reverse) : nothing, dwx, dwh, db, dh0, dc0 ?? nothing];
}

function cellOf(name: CellName): BlockCell {
  const cell = cells[name];
  if (!cell) throw new Error(`tfjs-node has no kernel for the cell "${name}".`);
  return cell;
}

function sequenceOf(operands: Operands, reverse: boolean): Sequence {
  return {
    x: inOrder(inputOf(operands), reverse),
    wx: operands.matrix('wx'),
    wh: operands.matrix('wh'),
    b: operands.vector('b'),
    h0: operands.matrix('h0'),
    c0: operands.find('c0') && operands.matrix('c0'),
  };
}

function inputOf(operands: Operands): tf.Tensor3D {
  if (operands.get('x').dtype === 'float32') return operands.sequence('x');
  const ids = operands.matrix('x');
  const width = operands.matrix('wx').shape[0];
  return tf.reshape<tf.Rank.R3>(tf.oneHot(ids, width, 1, 0, 'float32'), [...ids.shape, width]);
}

const inOrder = (sequence: tf.Tensor3D, reverse: boolean): tf.Tensor3D =>
  reverse ? tf.reverse<tf.Tensor3D>(sequence, 0) : sequence;
