/**
 * The logistic domain: `stretch(p) = ln(p / (1 - p))` and its inverse `squash`.
 * Both are tables made from `+ - * /` alone, which IEEE 754 fixes to the bit: `Math.exp` and `Math.log` may differ between
 * engines, and what one machine has coded another has to decode.
 */

/** Steps of a probability in the table of `stretch`. */
export const STRETCH_STEPS = 4096;
/** Steps per unit in the table of `squash`, and the bound of its argument. */
const SQUASH_STEPS = 128;
const SQUASH_BOUND = 12;

/** e^x for |x| <= 12: the series of x / 16, squared four times. */
function exponential(x: number): number {
  const z = x / 16;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 20; k++) {
    term = (term * z) / k;
    sum += term;
  }
  for (let k = 0; k < 4; k++) sum *= sum;
  return sum;
}

const logarithmOf2 = 0.6931471805599453;
/** Later terms of the series for a logarithm are lost in its rounding: s^2 < 0.03. */
const lastTerm = 23;

/** ln x for x > 0: x = 2^e m with m in [1/sqrt 2, sqrt 2], ln m = 2 artanh s with s = (m - 1) / (m + 1). */
export function logarithm(x: number): number {
  let exponent = 0;
  let m = x;
  for (; m > 1.4142135623730951; m /= 2) exponent++;
  for (; m < 0.7071067811865476; m *= 2) exponent--;
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let series = 0;
  for (let k = lastTerm; k > 0; k -= 2) series = series * q + 1 / k;
  return exponent * logarithmOf2 + 2 * s * series;
}

/** stretch at the middle of each of STRETCH_STEPS steps of a probability. */
export const stretchTable: Float64Array = Float64Array.from({ length: STRETCH_STEPS }, (_, i) => {
  const p = (i + 0.5) / STRETCH_STEPS;
  return logarithm(p / (1 - p));
});

const squashTable: Float64Array = Float64Array.from({ length: 2 * SQUASH_BOUND * SQUASH_STEPS + 2 }, (_, i) => {
  const x = i / SQUASH_STEPS - SQUASH_BOUND;
  return 1 / (1 + exponential(-x));
});

/** ln(p / (1 - p)), in steps of 1 / 4096 of p. */
export function stretch(p: number): number {
  return stretchTable[(p * STRETCH_STEPS) | 0]!;
}

/** 1 / (1 + e^-x), interpolated; x is held within +-SQUASH_BOUND. */
export function squash(x: number): number {
  if (x >= SQUASH_BOUND) x = SQUASH_BOUND - 1e-9;
  if (x < -SQUASH_BOUND) x = -SQUASH_BOUND;
  const place = (x + SQUASH_BOUND) * SQUASH_STEPS;
  const i = place | 0;
  const low = squashTable[i]!;
  return low + (squashTable[i + 1]! - low) * (place - i);
}
