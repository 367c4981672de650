import * as tf from '@tensorflow/tfjs-core';
import type { UpdateArguments } from '../contract';
import { scalarOf } from '../scalar';

export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Kingma & Ba 2015: m <- b1 m + (1 - b1) g, v <- b2 v + (1 - b2) g^2, p <- p - rate m^ / (sqrt(v^) + eps). */
export async function update({
  parameters,
  gradients,
  state,
  learningRate,
  clipNorm,
}: UpdateArguments): Promise<number> {
  const norm = await globalNorm(gradients);
  if (!Number.isFinite(norm)) return norm;
  state.step += 1;
  tf.tidy(() => {
    const scale = clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
    parameters.forEach((parameter, i) => {
      const gradient = gradients[i]!;
      const first = state.first[i];
      const second = state.second[i];
      const change =
        first && second
          ? adamChange({ gradient, scale, first, second, learningRate, step: state.step })
          : tf.mul(gradient, learningRate * scale);
      parameter.assign(tf.sub(parameter, change));
    });
  });
  return norm;
}

const globalNorm = async (gradients: tf.Tensor[]): Promise<number> =>
  scalarOf(tf.tidy(() => tf.sqrt(tf.addN(gradients.map(gradient => tf.sum(tf.square(gradient)))))));

interface AdamOperands {
  gradient: tf.Tensor;
  /** Of the gradient, by clipping. */
  scale: number;
  first: tf.Variable;
  second: tf.Variable;
  learningRate: number;
  step: number;
}

/** The bias corrections c1, c2 and the scale are folded into the factors: rate sqrt(c2)/c1 m / (sqrt(v) + eps sqrt(c2)). */
function adamChange({ gradient, scale, first, second, learningRate, step }: AdamOperands): tf.Tensor {
  const { beta1, beta2, epsilon } = adam;
  first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, (1 - beta1) * scale)));
  second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), (1 - beta2) * scale * scale)));
  const correction2 = Math.sqrt(1 - beta2 ** step);
  const rate = (learningRate * correction2) / (1 - beta1 ** step);
  return tf.mul(tf.div(first, tf.add(tf.sqrt(second), epsilon * correction2)), rate);
}
