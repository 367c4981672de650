/** What additive attention reads in every decoder step. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttentionResult, Operations } from '../../../engine/contract';
import type { Parameters } from '../../../nn/parameters';

export interface AttentionMemory {
  /** [S, B, G*H]: the encoder's outputs as the decoder's gates read them, a weighted sum of products being that of the sums */
  values: tf.Tensor3D;
  /** [S, B, H]: their keys, computed once a sentence */
  keys: tf.Tensor3D;
  /** int32 [B]: the steps beyond are padding */
  lengths: tf.Tensor1D;
}

/**
 * @param outputs [S, B, D*H]: of the encoder
 * @param w [D*H, G*H]: from a context to the decoder's gates
 * @param lengths int32 [B]
 */
export function attentionMemory(
  operations: Operations,
  parameters: Parameters,
  outputs: tf.Tensor3D,
  w: tf.Tensor2D,
  lengths: tf.Tensor1D,
): AttentionMemory {
  const [steps, rows, width] = outputs.shape;
  const flat = tf.reshape<tf.Rank.R2>(outputs, [steps * rows, width]);
  const times = (weights: tf.Tensor2D): tf.Tensor3D =>
    tf.reshape<tf.Rank.R3>(operations.matMul(flat, weights), [steps, rows, weights.shape[1]]);
  return { values: times(w), keys: times(parameters.matrix('attention.key')), lengths };
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
