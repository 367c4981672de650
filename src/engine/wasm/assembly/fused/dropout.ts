import { loadSome, storeSome } from './simd';

/**
 * to = x / (1 - rate) where the hash of (seed, index) is kept, 0 elsewhere: the hash of `composition/dropout.ts`, four
 * indices at once. Kept are those whose upper 24 bits are >= threshold = ceil(rate 2^24).
 */
export function dropout(to: usize, x: usize, size: usize, threshold: i32, factor: f32, seed: i32): void {
  const seeded = i32x4.splat(seed * 0x85ebca77);
  const golden = i32x4.splat(0x9e3779b1);
  let index = i32x4(1, 2, 3, 4);
  for (let j: usize = 0; j < size; j += 4) {
    let h = v128.xor(i32x4.mul(index, golden), seeded);
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
    h = i32x4.shr_u(v128.xor(h, i32x4.shr_u(h, 16)), 8);
    const kept = i32x4.ge_s(h, i32x4.splat(threshold));
    const count = size - j;
    const value = f32x4.mul(loadSome(x + (j << 2), count), f32x4.splat(factor));
    storeSome(to + (j << 2), v128.and(value, kept), count);
    index = i32x4.add(index, i32x4.splat(4));
  }
}
