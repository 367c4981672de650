/** What additive attention reads in every decoder step. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttentionResult, Operations } from '../../engine/contract';
import type { Parameters } from '../parameters';

export interface AttentionMemory {
  /** [S, B, D*H]: the encoder's outputs */
  values: tf.Tensor3D;
  /** [S, B, H]: their keys, computed once a sentence */
  keys: tf.Tensor3D;
  /** int32 [B]: the steps beyond are padding */
  lengths: tf.Tensor1D;
}

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
  return { values, keys: tf.reshape<tf.Rank.R3>(keys, [steps, rows, keys.shape[1]]), lengths };
}

/** @param h [B, H]: the decoder's hidden state before the step */
export function attend(
  operations: Operations,
  parameters: Parameters,
  memory: AttentionMemory,
  h: tf.Tensor2D,
): AttentionResult {
  const query = operations.matMul(h, parameters.matrix('attention.query'));
  return operations.attention({ ...memory, query, score: parameters.matrix('attention.score') });
}
