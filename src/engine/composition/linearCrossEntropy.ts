import * as tf from '@tensorflow/tfjs-core';
import type { LinearCrossEntropyArguments } from '../contract';
import { differentiable } from '../differentiable';
import { matMul } from './matMul';

/** sum_n weights[n] (log sum_v exp l[n, v] - l[n, targets[n]]) / divisor, with l = x w + b. */
export function linearCrossEntropy({ x, w, b, targets, weights, divisor }: LinearCrossEntropyArguments): tf.Scalar {
  return tf.tidy(() => {
    const logits = tf.add<tf.Tensor2D>(matMul(x, w), b);
    const scale = tf.div(weights ?? tf.ones([x.shape[0]]), divisor);
    return crossEntropy(logits, targets, scale);
  });
}

/** Gradient: (softmax(l) - one-hot(targets)) scale. */
function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D, scale: tf.Tensor): tf.Scalar {
  const [rows, columns] = logits.shape;
  return differentiable<tf.Scalar, [tf.Tensor2D, tf.Tensor1D, tf.Tensor]>(
    [logits],
    () => {
      const places = tf.add(tf.mul(tf.range(0, rows, 1, 'int32'), tf.scalar(columns, 'int32')), targets);
      const picked = tf.gather(tf.reshape(logits, [-1]), places);
      const losses = tf.sub(tf.logSumExp(logits, 1), picked);
      return { value: tf.sum(tf.mul(losses, scale)), saved: [logits, targets, scale] };
    },
    (dy, [savedLogits, savedTargets, savedScale]) => {
      const error = tf.sub(tf.softmax(savedLogits), tf.oneHot(savedTargets, columns));
      return [tf.mul(error, tf.reshape(tf.mul(savedScale, dy), [-1, 1]))];
    },
  );
}
