import { add, matMul as product, tidy, transpose, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable';

/** Explicit transposes: tfjs' own transposed product is many times slower on its wasm backend than a transpose and a product. */
const times = (a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean): Tensor2D =>
  product(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b);

/** Y = A B with A = a or a^T, B = b or b^T; dA = dY B^T, dB = A^T dY. */
export function matMul(a: Tensor2D, b: Tensor2D, transposeA = false, transposeB = false): Tensor2D {
  return differentiable<Tensor2D, [Tensor2D, Tensor2D]>(
    [a, b],
    () => ({ value: times(a, b, transposeA, transposeB), saved: [a, b] }),
    (dy, saved) => matMulGradient(dy, saved, transposeA, transposeB, times),
  );
}

/**
 * a . w for weights that are not trained: dA = dY W^T with each W^T made once. Over many steps the gradients in W, which nobody asks for, would
 * cost most of the time and of the memory.
 */
export function byFrozenWeights(): (a: Tensor2D, w: Tensor2D) => Tensor2D {
  const transposed = new Map<Tensor2D, Tensor2D>();
  return (a, w) => {
    const back = transposed.get(w) ?? transpose(w);
    transposed.set(w, back);
    return differentiable<Tensor2D, [Tensor2D]>(
      [a],
      () => ({ value: product(a, w), saved: [back] }),
      (dy, [saved]) => [product(dy, saved)],
    );
  };
}

/** x w + b by any product of matrices. */
export const linearBy =
  (multiply: (a: Tensor2D, b: Tensor2D) => Tensor2D) =>
  (x: Tensor2D, w: Tensor2D, b: Tensor1D): Tensor2D =>
    tidy(() => add<Tensor2D>(multiply(x, w), b));

/** [da, db] by any product of matrices. */
export function matMulGradient(
  dy: Tensor2D,
  [a, b]: [Tensor2D, Tensor2D],
  transposeA: boolean,
  transposeB: boolean,
  multiply: (a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean) => Tensor2D,
): Tensor2D[] {
  return [
    transposeA ? multiply(b, dy, transposeB, true) : multiply(dy, b, false, !transposeB),
    transposeB ? multiply(dy, a, true, transposeA) : multiply(a, dy, !transposeA, false),
  ];
}
