/** Four-lane helpers. Nothing here may need static data: the module shares tfjs' memory and owns none of it. */

/** a * b + c: fused where the module was compiled for relaxed SIMD. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
function constant(value: f32): v128 {
  return f32x4.splat(value);
}

/**
 * e^x, relative error about 1e-7: x = n ln 2 + r, a polynomial of degree 5 in r (Cephes' expf), n into the exponent.
 * Clamped to [-87.3, 88.3], so neither end overflows.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  x = f32x4.max(f32x4.min(x, constant(88.3)), constant(-87.3));
  const n = f32x4.nearest(f32x4.mul(x, constant(1.44269504088896341)));
  let r = madd(n, constant(-0.693359375), x);
  r = madd(n, constant(2.12194440e-4), r);
  let p = madd(constant(1.9875691500e-4), r, constant(1.3981999507e-3));
  p = madd(p, r, constant(8.3334519073e-3));
  p = madd(p, r, constant(4.1665795894e-2));
  p = madd(p, r, constant(1.6666665459e-1));
  p = madd(p, r, constant(5.0000001201e-1));
  p = madd(f32x4.mul(p, r), r, f32x4.add(r, constant(1)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/**
 * tanh x = x P(x^2) / Q(x^2), a rational minimax approximation on [-7.9, 7.9] (absolute error about 3e-7; beyond, 1 to
 * within float32).
 */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  x = f32x4.max(f32x4.min(x, constant(7.90531110763549805)), constant(-7.90531110763549805));
  const s = f32x4.mul(x, x);
  let p = madd(s, constant(-2.76076847742355e-16), constant(2.00018790482477e-13));
  p = madd(p, s, constant(-8.60467152213735e-11));
  p = madd(p, s, constant(5.12229709037114e-8));
  p = madd(p, s, constant(1.48572235717979e-5));
  p = madd(p, s, constant(6.37261928875436e-4));
  p = madd(p, s, constant(4.89352455891786e-3));
  let q = madd(s, constant(1.19825839466702e-6), constant(1.18534705686654e-4));
  q = madd(q, s, constant(2.26843463243900e-3));
  q = madd(q, s, constant(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** 1 / (1 + e^-x) = (1 + tanh(x / 2)) / 2. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const half = constant(0.5);
  return madd(tanh(f32x4.mul(x, half)), half, half);
}

/** The sum of the four lanes. */
// @ts-ignore: decorator
@inline
export function total(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

/** The largest of the four lanes. */
// @ts-ignore: decorator
@inline
export function largest(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** Loads the first `count` (1..4) floats at `at`, zeros behind them: never reads past a tensor's end. */
// @ts-ignore: decorator
@inline
export function loadSome(at: usize, count: usize): v128 {
  if (count >= 4) return v128.load(at);
  let x = v128.load32_zero(at);
  if (count > 1) x = f32x4.replace_lane(x, 1, load<f32>(at, 4));
  if (count > 2) x = f32x4.replace_lane(x, 2, load<f32>(at, 8));
  return x;
}

// @ts-ignore: decorator
@inline
export function storeSome(at: usize, x: v128, count: usize): void {
  if (count >= 4) {
    v128.store(at, x);
    return;
  }
  store<f32>(at, f32x4.extract_lane(x, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(x, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(x, 2), 8);
}
