/** Least squares by the normal equations. */

/** Beside the diagonal of a matrix that may have no inverse: columns that say the same share their weight. */
const tiny = 1e-10;

/**
 * x of A x = b for a symmetric, positive A [n, n], by Cholesky's decomposition.
 * @param a its lower triangle is read
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const l = Float64Array.from(a);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = l[i * n + j]! + (i === j ? tiny * (l[i * n + i]! + tiny) : 0);
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, tiny * tiny)) : sum / l[j * n + j]!;
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k * n + i]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  return x;
}

/**
 * v of (A'A + diag(penalties)) v = A' b by conjugate gradients: the matrix is never made.
 * @param apply A v @param transposed A' r
 */
export function* ridge(
  { apply, transposed }: { apply: (v: Float64Array) => Float64Array; transposed: (r: Float64Array) => Float64Array },
  b: Float64Array,
  penalties: Float64Array,
  { start, rounds, precision = 1e-6 }: { start: Float64Array; rounds: number; precision?: number },
): Generator<void, Float64Array, void> {
  const product = (v: Float64Array): Float64Array => {
    const all = transposed(apply(v));
    return all.map((value, index) => value + penalties[index]! * v[index]!);
  };
  const x = Float64Array.from(start);
  const target = transposed(b);
  const before = product(x);
  const r = target.map((value, index) => value - before[index]!);
  const p = Float64Array.from(r);
  let square = dot(r, r);
  const enough = precision * precision * dot(target, target);
  for (let round = 0; round < rounds && square > enough; round++) {
    const q = product(p);
    const step = square / dot(p, q);
    for (let i = 0; i < x.length; i++) {
      x[i]! += step * p[i]!;
      r[i]! -= step * q[i]!;
    }
    const next = dot(r, r);
    for (let i = 0; i < p.length; i++) p[i] = r[i]! + (next / square) * p[i]!;
    square = next;
    yield;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
