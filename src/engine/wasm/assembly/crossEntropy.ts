/** Linear layer, softmax and cross-entropy from integer targets, row by row on the logits. */
import { constants, exp } from './activations';
import { gemm } from './gemm';
import { largest, loadSome, storeSome, total } from './simd';
import { repeat, sumRows } from './vectors';

/** Natural logarithm of x > 0: x = 2^e m with m in [1/sqrt 2, sqrt 2], ln m = 2 artanh((m - 1) / (m + 1)). */
function logarithm(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let exponent = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let series: f64 = 0;
  for (let k = 17; k > 0; k -= 2) series = series * q + 1 / <f64>k;
  return <f64>exponent * 0.6931471805599453 + 2 * s * series;
}

function rowMaximum(row: usize, size: usize): f32 {
  let lanes = f32x4.splat(load<f32>(row));
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) lanes = f32x4.max(lanes, v128.load(row + (j << 2)));
  let result = largest(lanes);
  for (; j < size; j++) result = max(result, load<f32>(row + (j << 2)));
  return result;
}

/** row = e^(row - maximum); their sum. */
function exponentials(row: usize, size: usize, maximum: f32): f32 {
  const k = constants();
  const shift = f32x4.splat(maximum);
  let lanes = f32x4.splat(0);
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) {
    const value = exp(f32x4.sub(v128.load(row + (j << 2)), shift), k);
    v128.store(row + (j << 2), value);
    lanes = f32x4.add(lanes, value);
  }
  let result = total(lanes);
  if (j < size) {
    const rest = size - j;
    storeSome(row + (j << 2), exp(f32x4.sub(loadSome(row + (j << 2), rest), shift), k), rest);
    for (; j < size; j++) result += load<f32>(row + (j << 2));
  }
  return result;
}

function scale(row: usize, size: usize, factor: f32): void {
  const lanes = f32x4.splat(factor);
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) v128.store(row + (j << 2), f32x4.mul(v128.load(row + (j << 2)), lanes));
  for (; j < size; j++) store<f32>(row + (j << 2), load<f32>(row + (j << 2)) * factor);
}

/**
 * Turns logits [n, size] into their gradients, (softmax - one-hot) weight / divisor; the weighted sum of
 * -log softmax[target]. `weights` 0: all one. A target that is no column counts as one-hot row of zeros.
 */
function losses(logits: usize, targets: usize, weights: usize, n: usize, size: usize, divisor: f64): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < n; i++) {
    const weight: f64 = weights ? <f64>load<f32>(weights + (i << 2)) : 1;
    const id = <usize>load<u32>(targets + (i << 2));
    const target = logits + (id << 2);
    const maximum = rowMaximum(logits, size);
    const logit: f32 = id < size ? load<f32>(target) : 0;
    const mass = exponentials(logits, size, maximum);
    sum += weight * (logarithm(<f64>mass) + <f64>maximum - <f64>logit);
    scale(logits, size, <f32>(weight / divisor / <f64>mass));
    if (id < size) store<f32>(target, load<f32>(target) - <f32>(weight / divisor));
    logits += size << 2;
  }
  return sum / divisor;
}

/** The loss over `n` rows of x [n, inputs]; w [inputs, size]; logits [n, size] is left holding their gradients. */
export function crossEntropy(
  x: usize,
  w: usize,
  b: usize,
  targets: usize,
  weights: usize,
  logits: usize,
  n: usize,
  inputs: usize,
  size: usize,
  divisor: f64,
  scratch: usize,
): f64 {
  repeat(logits, b, n, size);
  gemm(x, inputs << 2, 4, w, size << 2, 4, logits, size << 2, n, size, inputs, true, scratch);
  return losses(logits, targets, weights, n, size, divisor);
}

/** dx = dLogits w^T, dw = x^T dLogits, db = column sums. */
export function crossEntropyBackward(
  x: usize,
  w: usize,
  dLogits: usize,
  dx: usize,
  dw: usize,
  db: usize,
  n: usize,
  inputs: usize,
  size: usize,
  scratch: usize,
): void {
  const stride = size << 2;
  gemm(dLogits, stride, 4, w, 4, stride, dx, inputs << 2, n, inputs, size, false, scratch);
  gemm(x, 4, inputs << 2, dLogits, stride, 4, dw, stride, inputs, size, n, false, scratch);
  sumRows(db, dLogits, n, size);
}
