/**
 * y += x W for one row, W [depth, columns] packed into panels of 32 columns (the last one padded): eight accumulators
 * hide the latency, and memory is read once, forward, which is all that counts at batch 1.
 */
import { madd, storeSome, loadSome } from './simd';

export function gemvBytes(depth: usize, columns: usize): usize {
  return depth * ((columns + 31) & ~31) * 4;
}

export function packGemv(to: usize, w: usize, stride: usize, depth: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j += 32) {
    const present = columns - j < 32 ? columns - j : 32;
    for (let k: usize = 0; k < depth; k++) {
      memory.copy(to, w + k * stride + (j << 2), present << 2);
      memory.fill(to + (present << 2), 0, (32 - present) << 2);
      to += 128;
    }
  }
}

export function gemv(y: usize, x: usize, packed: usize, depth: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j += 32) {
    let y0 = f32x4.splat(0);
    let y1 = y0;
    let y2 = y0;
    let y3 = y0;
    let y4 = y0;
    let y5 = y0;
    let y6 = y0;
    let y7 = y0;
    let at = x;
    for (let k = depth; k > 0; k--) {
      const value = v128.load32_splat(at);
      y0 = madd(value, v128.load(packed), y0);
      y1 = madd(value, v128.load(packed, 16), y1);
      y2 = madd(value, v128.load(packed, 32), y2);
      y3 = madd(value, v128.load(packed, 48), y3);
      y4 = madd(value, v128.load(packed, 64), y4);
      y5 = madd(value, v128.load(packed, 80), y5);
      y6 = madd(value, v128.load(packed, 96), y6);
      y7 = madd(value, v128.load(packed, 112), y7);
      packed += 128;
      at += 4;
    }
    addPanel(y + (j << 2), columns - j, y0, y1, y2, y3, y4, y5, y6, y7);
  }
}

/** As far as there are columns. */
// @ts-ignore: decorator
@inline
function addPanel(
  to: usize,
  left: usize,
  y0: v128,
  y1: v128,
  y2: v128,
  y3: v128,
  y4: v128,
  y5: v128,
  y6: v128,
  y7: v128,
): void {
  addSome(to, y0, left);
  if (left > 4) addSome(to + 16, y1, left - 4);
  if (left > 8) addSome(to + 32, y2, left - 8);
  if (left > 12) addSome(to + 48, y3, left - 12);
  if (left > 16) addSome(to + 64, y4, left - 16);
  if (left > 20) addSome(to + 80, y5, left - 20);
  if (left > 24) addSome(to + 96, y6, left - 24);
  if (left > 28) addSome(to + 112, y7, left - 28);
}

// @ts-ignore: decorator
@inline
function addSome(to: usize, value: v128, left: usize): void {
  storeSome(to, f32x4.add(loadSome(to, left), value), left);
}

/**
 * The same with W in bfloat16, a float32 without its lower half: half as much is read. A panel is packed in words of 32 bits
 * whose lower half is of one vector of columns and whose upper half is of the next, so that widening is a shift and a mask.
 */
export function gemvHalfBytes(depth: usize, columns: usize): usize {
  return depth * ((columns + 31) & ~31) * 2;
}

/** Rounded to the nearest, to the even one of two; what is no number stays none. */
// @ts-ignore: decorator
@inline
function bfloat16(at: usize): u32 {
  const bits = load<u32>(at);
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >> 16) | 0x40;
  return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

export function packGemvHalf(to: usize, w: usize, stride: usize, depth: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j += 32) {
    for (let k: usize = 0; k < depth; k++) {
      const row = w + k * stride;
      for (let v = j; v < j + 32; v += 8) {
        for (let i = v; i < v + 4; i++) {
          const low: u32 = i < columns ? bfloat16(row + (i << 2)) : 0;
          const high: u32 = i + 4 < columns ? bfloat16(row + ((i + 4) << 2)) : 0;
          store<u32>(to, (high << 16) | low);
          to += 4;
        }
      }
    }
  }
}

export function gemvHalf(y: usize, x: usize, packed: usize, depth: usize, columns: usize): void {
  const upper = i32x4.splat(0xffff0000);
  for (let j: usize = 0; j < columns; j += 32) {
    let y0 = f32x4.splat(0);
    let y1 = y0;
    let y2 = y0;
    let y3 = y0;
    let y4 = y0;
    let y5 = y0;
    let y6 = y0;
    let y7 = y0;
    let at = x;
    for (let k = depth; k > 0; k--) {
      const value = v128.load32_splat(at);
      const a = v128.load(packed);
      const b = v128.load(packed, 16);
      const c = v128.load(packed, 32);
      const d = v128.load(packed, 48);
      y0 = madd(value, i32x4.shl(a, 16), y0);
      y1 = madd(value, v128.and(a, upper), y1);
      y2 = madd(value, i32x4.shl(b, 16), y2);
      y3 = madd(value, v128.and(b, upper), y3);
      y4 = madd(value, i32x4.shl(c, 16), y4);
      y5 = madd(value, v128.and(c, upper), y5);
      y6 = madd(value, i32x4.shl(d, 16), y6);
      y7 = madd(value, v128.and(d, upper), y7);
      packed += 64;
      at += 4;
    }
    addPanel(y + (j << 2), columns - j, y0, y1, y2, y3, y4, y5, y6, y7);
  }
}
