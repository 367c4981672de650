import * as tf from '@tensorflow/tfjs-core';
import type { AttentionArguments, AttentionResult } from '../contract';
import { matMul } from './matMul';

/** Added to the score of a padded step: exp of it is 0 in float32. */
const excluded = -1e9;

export const attention = ({ keys, values, query, score, lengths }: AttentionArguments): AttentionResult =>
  tf.tidy(() => {
    const [steps, rows, hidden] = keys.shape;
    const features = tanh(tf.add(keys, tf.reshape(query, [1, rows, hidden])));
    const energies = matMul(tf.reshape<tf.Rank.R2>(features, [steps * rows, hidden]), score);
    const step = tf.reshape(tf.range(0, steps, 1, 'int32'), [steps, 1]);
    const padded = tf.cast(tf.greaterEqual(step, tf.reshape(lengths, [1, rows])), 'float32');
    const masked = tf.add<tf.Tensor2D>(tf.reshape(energies, [steps, rows]), tf.mul(padded, excluded));
    const weights = softmaxOverSteps(masked);
    const context = tf.sum<tf.Tensor2D>(tf.mul(tf.reshape(weights, [steps, rows, 1]), values), 0);
    return { context, weights };
  });

/** 2 sigma(2x) - 1: on wasm, tfjs' sigmoid is much faster than its tanh. */
const tanh = (x: tf.Tensor): tf.Tensor => tf.sub(tf.mul(2, tf.sigmoid(tf.mul(2, x))), 1);

function softmaxOverSteps(scores: tf.Tensor2D): tf.Tensor2D {
  const shifted = tf.exp(tf.sub(scores, tf.max(scores, 0, true)));
  return tf.div<tf.Tensor2D>(shifted, tf.sum(shifted, 0, true));
}
