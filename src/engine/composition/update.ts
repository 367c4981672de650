import * as tf from '@tensorflow/tfjs-core';
import type { Moments, UpdateArguments } from '../contract';
import { muon, muonScale } from '../muon';
import { scalarOf } from '../scalar';

export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Clips by global norm, then steps every parameter by its rule. */
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
      const gradient = tf.mul(gradients[i]!, scale);
      parameter.assign(tf.sub(parameter, changeBy(state.moments[i]!, gradient, learningRate, state.step)));
    });
  });
  return norm;
}

const globalNorm = async (gradients: tf.Tensor[]): Promise<number> =>
  scalarOf(tf.tidy(() => tf.sqrt(tf.addN(gradients.map(gradient => tf.sum(tf.square(gradient)))))));

function changeBy(moments: Moments, gradient: tf.Tensor, rate: number, step: number): tf.Tensor {
  if (moments.rule === 'sgd') return tf.mul(gradient, rate);
  return moments.rule === 'adam' ? adamChange(moments, gradient, rate, step) : muonChange(moments, gradient, rate);
}

/**
 * Kingma & Ba 2015: m <- b1 m + (1 - b1) g, v <- b2 v + (1 - b2) g^2, p <- p - rate m^ / (sqrt(v^) + eps). The bias corrections c1, c2
 * are folded into the factors: rate sqrt(c2)/c1 m / (sqrt(v) + eps sqrt(c2)).
 */
function adamChange(
  { first, second }: Extract<Moments, { rule: 'adam' }>,
  gradient: tf.Tensor,
  learningRate: number,
  step: number,
): tf.Tensor {
  const { beta1, beta2, epsilon } = adam;
  first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
  second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
  const correction2 = Math.sqrt(1 - beta2 ** step);
  const rate = (learningRate * correction2) / (1 - beta1 ** step);
  return tf.mul(tf.div(first, tf.add(tf.sqrt(second), epsilon * correction2)), rate);
}

/** See ../muon.ts. */
function muonChange(
  { momentum }: Extract<Moments, { rule: 'muon' }>,
  gradient: tf.Tensor,
  learningRate: number,
): tf.Tensor {
  const { beta } = muon;
  const blend = (): tf.Tensor2D => tf.add(tf.mul(momentum, beta), tf.mul(gradient, 1 - beta));
  momentum.assign(blend());
  const step = orthogonal(blend());
  return tf.mul(step, learningRate * muonScale(...step.shape));
}

/** [rows, columns], with the singular vectors of u and singular values of about 1. */
function orthogonal(u: tf.Tensor2D): tf.Tensor2D {
  const { coefficients, iterations, epsilon } = muon;
  const { a, b, c } = coefficients;
  const tall = u.shape[0] > u.shape[1];
  let x: tf.Tensor2D = tf.div(u, tf.add(tf.norm(u), epsilon));
  for (let i = 0; i < iterations; i++) {
    const squares = tf.matMul(x, x, tall, !tall);
    const factors: tf.Tensor2D = tf.add(tf.mul(squares, b), tf.mul(tf.matMul(squares, squares), c));
    x = tf.add(tf.mul(x, a), tall ? tf.matMul(x, factors) : tf.matMul(factors, x));
  }
  return x;
}
