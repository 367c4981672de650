import * as tf from '@tensorflow/tfjs-core';
import type { AttentionArguments, AttentionResult } from './contract';
import { differentiable } from './differentiable';
import { attentionGradKernel, attentionKernel } from './kernels';

/** Only the context is on the tape: nothing is learned from how attention was spread. */
export function attention({ keys, values, query, score, lengths }: AttentionArguments): AttentionResult {
  let kept: tf.Tensor2D | undefined;
  const inputs = { keys, values, query, score, lengths };
  const context = differentiable<tf.Tensor2D, tf.Tensor[]>(
    [keys, values, query, score],
    () => {
      const [value, weights] = tf.engine().runKernel<[tf.Tensor2D, tf.Tensor2D]>(attentionKernel, inputs);
      kept = tf.keep(weights);
      return { value, saved: [...Object.values(inputs), weights] };
    },
    (dContext, saved) => {
      const names = [...Object.keys(inputs), 'weights'];
      const given = Object.fromEntries(saved.map((tensor, index) => [names[index]!, tensor]));
      return tf.engine().runKernel<tf.Tensor[]>(attentionGradKernel, { ...given, dContext });
    },
  );
  const weights = tf.clone(kept!);
  tf.dispose(kept!);
  return { context, weights };
}
