import * as tf from '@tensorflow/tfjs-core';

/** One layer's operands in the order of processing: a reversed layer is a plain one over reversed steps. */
export interface Sequence {
  /** [T, B, I]; ids have become one-hot rows */
  x: tf.Tensor3D;
  wx: tf.Tensor2D;
  wh: tf.Tensor2D;
  b: tf.Tensor1D;
  h0: tf.Tensor2D;
  /** lstm only */
  c0: tf.Tensor2D | undefined;
}

export interface SequenceForward {
  /** [T, B, H] */
  h: tf.Tensor3D;
  /** lstm only */
  cLast?: tf.Tensor2D;
  /** What the backward pass wants to see again. */
  tapes: tf.Tensor[];
}

export interface SequenceGradients {
  /** [T, B, I] */
  dx: tf.Tensor3D;
  dwx: tf.Tensor;
  dwh: tf.Tensor;
  db: tf.Tensor;
  dh0: tf.Tensor;
  dc0?: tf.Tensor;
}

export interface BackwardOperands extends Sequence {
  /** [T, B, H], the forward's */
  h: tf.Tensor3D;
  tapes: tf.Tensor[];
  /** [T, B, H], the gradient of the last state included */
  dh: tf.Tensor3D;
  dcLast: tf.Tensor | undefined;
}

/** A cell on TensorFlow's ops, forward and backward over a whole sequence. */
export interface BlockCell {
  forward(sequence: Sequence): SequenceForward;
  backward(operands: BackwardOperands): SequenceGradients;
}

/** [T, B, K] -> [T*B, K] */
export const flat = (tensor: tf.Tensor): tf.Tensor2D => tf.reshape<tf.Rank.R2>(tensor, [-1, tensor.shape.at(-1)!]);

/** [T, B, K] -> T times [B, K] */
export const steps = (tensor: tf.Tensor3D): tf.Tensor2D[] => tf.split<tf.Tensor2D>(flat(tensor), tensor.shape[0]);

/** T times [B, K] -> [T, B, K] */
export const joined = (parts: tf.Tensor2D[]): tf.Tensor3D =>
  tf.reshape<tf.Rank.R3>(tf.concat(parts), [parts.length, ...parts[0]!.shape]);

/** h_{t-1} for every t: [T, B, H]. */
export function previous(h0: tf.Tensor2D, h: tf.Tensor3D): tf.Tensor3D {
  const [count, rows, size] = h.shape;
  const first = tf.reshape<tf.Rank.R3>(h0, [1, rows, size]);
  return count === 1 ? first : tf.concat([first, tf.slice(h, 0, count - 1)]);
}

/** A gradient of the last step alone, as one of all steps. */
export const lastStep = (gradient: tf.Tensor, { shape: [count, rows, size] }: tf.Tensor3D): tf.Tensor3D =>
  tf.pad(tf.reshape<tf.Rank.R3>(gradient, [1, rows, size]), [
    [count - 1, 0],
    [0, 0],
    [0, 0],
  ]);
