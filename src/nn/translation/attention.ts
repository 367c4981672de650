/**
 * Additive attention (Bahdanau, Cho, Bengio 2015): a(q, k) = v' tanh(Wq q + Wk k); weights are a softmax over the source steps that
 * are not padding; the context is the weighted sum of the encoder's outputs.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Operations } from '../../engine/contract';
import type { Parameters } from '../parameters';

export interface AttentionMemory {
  /** [S, B, D*H]: the encoder's outputs */
  values: tf.Tensor3D;
  /** [S, B, H]: their keys, computed once a sentence */
  keys: tf.Tensor3D;
  /** [S, B]: 0 where there is a token, a large negative number where there is padding */
  mask: tf.Tensor2D;
}

export interface Attended {
  /** [B, D*H] */
  context: tf.Tensor2D;
  /** [S, B]: sums to 1 over the steps */
  weights: tf.Tensor2D;
}

/** Added to the score of a padded step: exp of it is 0 in float32. */
const excluded = -1e9;

/** @param lengths int32 [B] */
export function attentionMemory(
  operations: Operations,
  parameters: Parameters,
  values: tf.Tensor3D,
  lengths: tf.Tensor1D,
): AttentionMemory {
  const [steps, rows, width] = values.shape;
  const flat = tf.reshape<tf.Rank.R2>(values, [steps * rows, width]);
  const keys = operations.matMul(flat, parameters.matrix('attention.key'));
  const step = tf.reshape(tf.range(0, steps, 1, 'int32'), [steps, 1]);
  const padded = tf.greaterEqual(step, tf.reshape(lengths, [1, rows]));
  return {
    values,
    keys: tf.reshape<tf.Rank.R3>(keys, [steps, rows, keys.shape[1]]),
    mask: tf.mul<tf.Tensor2D>(tf.cast(padded, 'float32'), excluded),
  };
}

/** @param query [B, H]: the decoder's hidden state before the step */
export function attend(
  operations: Operations,
  parameters: Parameters,
  { values, keys, mask }: AttentionMemory,
  query: tf.Tensor2D,
): Attended {
  const [steps, rows, hidden] = keys.shape;
  const projected = operations.matMul(query, parameters.matrix('attention.query'));
  const features = tanh(tf.add(keys, tf.reshape(projected, [1, rows, hidden])));
  const scores = operations.matMul(
    tf.reshape<tf.Rank.R2>(features, [steps * rows, hidden]),
    parameters.matrix('attention.score'),
  );
  const weights = softmaxOverSteps(tf.add<tf.Tensor2D>(tf.reshape<tf.Rank.R2>(scores, [steps, rows]), mask));
  const context = tf.sum<tf.Tensor2D>(tf.mul(tf.reshape(weights, [steps, rows, 1]), values), 0);
  return { context, weights };
}

/** 2 sigma(2x) - 1: on wasm, tfjs' sigmoid is 13 times faster than its tanh. */
const tanh = (x: tf.Tensor): tf.Tensor => tf.sub(tf.mul(2, tf.sigmoid(tf.mul(2, x))), 1);

function softmaxOverSteps(scores: tf.Tensor2D): tf.Tensor2D {
  const shifted = tf.exp(tf.sub(scores, tf.max(scores, 0, true)));
  return tf.div<tf.Tensor2D>(shifted, tf.sum(shifted, 0, true));
}
