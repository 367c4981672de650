/**
 * e^x, tanh and the logistic function over whole vectors. V8 builds a constant of 128 bits from immediates at every use
 * and does not join it with its neighbour's; read from memory, the same arithmetic is much faster.
 */
import { loadSome, madd, storeSome } from './simd';

/** Constants, each a float32: 14 of tanh and the logistic function, 12 of e^x behind them. */
let table: usize = 0;

/** Bytes that placeConstants fills. */
export function constantsBytes(): usize {
  return 26 << 2;
}

/** Once, before anything else: the module has no memory of its own. */
export function placeConstants(at: usize): void {
  table = at;
  // tanh: the end of its range, numerator and denominator from the highest power down, 1/2.
  at = append(at, 7.90531110763549805, -7.90531110763549805);
  at = append(at, -2.76076847742355e-16, 2.00018790482477e-13);
  at = append(at, -8.60467152213735e-11, 5.12229709037114e-8);
  at = append(at, 1.48572235717979e-5, 6.37261928875436e-4);
  at = append(at, 4.89352455891786e-3, 1.19825839466702e-6);
  at = append(at, 1.18534705686654e-4, 2.2684346324390e-3);
  at = append(at, 4.89352518554385e-3, 0.5);
  // e^x: its range, 1 / ln 2, -ln 2 in two parts, the polynomial from the highest power down.
  at = append(at, 88.3, -87.3);
  at = append(at, 1.44269504088896341, -0.693359375);
  at = append(at, 2.1219444e-4, 1.98756915e-4);
  at = append(at, 1.3981999507e-3, 8.3334519073e-3);
  at = append(at, 4.1665795894e-2, 1.6666665459e-1);
  append(at, 5.0000001201e-1, 1);
}

function append(at: usize, first: f32, second: f32): usize {
  store<f32>(at, first);
  store<f32>(at, second, 4);
  return at + 8;
}

/** What tanh, sigmoid and exp ask for: read once before a loop. */
// @ts-ignore: decorator
@inline
export function constants(): usize {
  return table;
}

// @ts-ignore: decorator
@inline
function constant(k: usize, index: usize): v128 {
  return v128.load32_splat(k + (index << 2));
}

/**
 * tanh x = x P(x^2) / Q(x^2), a rational minimax approximation on [-7.9, 7.9] (absolute error about 3e-7; beyond, 1 to
 * within float32).
 */
// @ts-ignore: decorator
@inline
export function tanh(x: v128, k: usize): v128 {
  x = f32x4.max(f32x4.min(x, constant(k, 0)), constant(k, 1));
  const s = f32x4.mul(x, x);
  let p = madd(s, constant(k, 2), constant(k, 3));
  p = madd(p, s, constant(k, 4));
  p = madd(p, s, constant(k, 5));
  p = madd(p, s, constant(k, 6));
  p = madd(p, s, constant(k, 7));
  p = madd(p, s, constant(k, 8));
  let q = madd(s, constant(k, 9), constant(k, 10));
  q = madd(q, s, constant(k, 11));
  q = madd(q, s, constant(k, 12));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** 1 / (1 + e^-x) = (1 + tanh(x / 2)) / 2. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128, k: usize): v128 {
  const half = constant(k, 13);
  return madd(tanh(f32x4.mul(x, half), k), half, half);
}

/**
 * e^x, relative error about 1e-7: x = n ln 2 + r, a polynomial of degree 5 in r (Cephes' expf), n into the exponent.
 * Clamped to [-87.3, 88.3], so neither end overflows.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128, k: usize): v128 {
  x = f32x4.max(f32x4.min(x, constant(k, 14)), constant(k, 15));
  const n = f32x4.nearest(f32x4.mul(x, constant(k, 16)));
  let r = madd(n, constant(k, 17), x);
  r = madd(n, constant(k, 18), r);
  let p = madd(constant(k, 19), r, constant(k, 20));
  p = madd(p, r, constant(k, 21));
  p = madd(p, r, constant(k, 22));
  p = madd(p, r, constant(k, 23));
  p = madd(p, r, constant(k, 24));
  const one = constant(k, 25);
  p = madd(f32x4.mul(p, r), r, f32x4.add(r, one));
  // The bits of 2^n: n shifted to the exponent and added to those of 1.
  return f32x4.mul(p, i32x4.add(i32x4.shl(i32x4.trunc_sat_f32x4_s(n), 23), one));
}

/** to = tanh(from), `size` numbers; the two may be one. Two vectors at a time, for V8 to join. */
export function tanhs(to: usize, from: usize, size: usize): void {
  const k = constants();
  let j: usize = 0;
  for (; j + 8 <= size; j += 8) {
    const at = j << 2;
    const low = tanh(v128.load(from + at), k);
    const high = tanh(v128.load(from + at, 16), k);
    v128.store(to + at, low);
    v128.store(to + at, high, 16);
  }
  for (; j < size; j += 4) storeSome(to + (j << 2), tanh(loadSome(from + (j << 2), size - j), k), size - j);
}

/** x = sigmoid(x), `size` numbers. */
export function sigmoids(x: usize, size: usize): void {
  const k = constants();
  let j: usize = 0;
  for (; j + 8 <= size; j += 8) {
    const at = x + (j << 2);
    const low = sigmoid(v128.load(at), k);
    const high = sigmoid(v128.load(at, 16), k);
    v128.store(at, low);
    v128.store(at, high, 16);
  }
  for (; j < size; j += 4) storeSome(x + (j << 2), sigmoid(loadSome(x + (j << 2), size - j), k), size - j);
}
