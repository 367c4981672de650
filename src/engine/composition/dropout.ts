/** Dropout whose mask follows from (seed, index) alone, so that every backend, thread and resumed run draws the same one. */
import { mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';

/**
 * A hash of (seed, index) to 32 uniform bits: two odd multipliers, then the finaliser of MurmurHash3 (fmix32).
 * The wasm kernel computes the same.
 */
export function hash(seed: number, index: number): number {
  let h = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** [size]: 1/(1-rate) where kept (the hash's upper 24 bits as a fraction of 1 are >= rate), 0 elsewhere. */
export function dropoutMask(size: number, rate: number, seed: number): Float32Array {
  const scale = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let index = 0; index < size; index++) mask[index] = (hash(seed, index) >>> 8) * 2 ** -24 >= rate ? scale : 0;
  return mask;
}

export function dropout<T extends Tensor>(x: T, rate: number, seed: number): T {
  return tidy(() => mul<T>(x, tensor(dropoutMask(x.size, rate, seed), x.shape, 'float32')));
}
