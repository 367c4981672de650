import type { NormWeights } from './contract';

/** As in PyTorch. */
export const normEpsilon = 1e-5;

/** One row of what a layer puts out, as it is read: `to` may be `h`. */
export function normalise(h: Float32Array, { gain, bias }: NormWeights, to: Float32Array): void {
  let mean = 0;
  for (const value of h) mean += value;
  mean /= h.length;
  let variance = 0;
  for (const value of h) variance += (value - mean) ** 2;
  const scale = 1 / Math.sqrt(variance / h.length + normEpsilon);
  for (let i = 0; i < h.length; i++) to[i] = (h[i]! - mean) * scale * gain[i]! + bias[i]!;
}
