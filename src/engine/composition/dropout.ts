/** Dropout whose mask follows from (seed, index) alone, so that every backend, thread and resumed run draws the same one. */
import { mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';

/**
 * The upper 24 bits of a hash of (seed, index): two odd multipliers, then the finaliser of MurmurHash3 (fmix32).
 * The wasm kernel computes the same.
 */
export function hash(seed: number, index: number): number {
  let h = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 8;
}

/** [size]: 1/(1-rate) where kept (the hash as a fraction of 1 is >= rate), 0 elsewhere. */
export function dropoutMask(size: number, rate: number, seed: number): Float32Array {
  const scale = 1 / (1 - rate);
  const threshold = Math.ceil(rate * 2 ** 24);
  const mask = new Float32Array(size);
  for (let index = 0; index < size; index++) if (hash(seed, index) >= threshold) mask[index] = scale;
  return mask;
}

export function dropout<T extends Tensor>(x: T, rate: number, seed: number): T {
  return tidy(() => mul<T>(x, tensor(dropoutMask(x.size, rate, seed), x.shape, 'float32')));
}
