/** Muon's step (../muon.ts) by the kernels: products and blends in scratch, nothing allocated once that is there. */
import { muon, muonScale } from '../muon';
import type { Device } from './kernel';

const floatBytes = 4;

interface MuonStep {
  /** Addresses of the matrix, its gradient and its momentum. */
  p: number;
  g: number;
  m: number;
  shape: readonly number[];
  /** What clipping multiplies the gradient with. */
  factor: number;
  learningRate: number;
}

export function muonStep({ exports, memory }: Device, { p, g, m, shape, factor, learningRate }: MuonStep): void {
  const [rows = 1, columns = 1] = shape;
  const size = rows * columns;
  // Of X'X and XX' the smaller one.
  const tall = rows > columns;
  const [side, other] = tall ? [columns, rows] : [rows, columns];
  const square = side * side;
  let x = memory.arena((2 * size + 2 * square) * floatBytes + exports.gemmScratch());
  let next = x + size * floatBytes;
  const squares = next + size * floatBytes;
  const factors = squares + square * floatBytes;
  const scratch = factors + square * floatBytes;

  const { beta, coefficients, iterations, epsilon } = muon;
  const { a, b, c } = coefficients;
  const fresh = (1 - beta) * factor;
  exports.blend(m, m, g, beta, fresh, size);
  exports.blend(x, m, g, beta, fresh, size);
  exports.blend(x, x, x, 1 / (Math.sqrt(exports.squares(x, size)) + epsilon), 0, size);
  const [row, sideRow] = [columns * floatBytes, side * floatBytes];
  for (let i = 0; i < iterations; i++) {
    const [across, along] = tall ? [floatBytes, row] : [row, floatBytes];
    exports.gemm(x, across, along, x, along, across, squares, sideRow, side, side, other, 0, scratch);
    exports.gemm(
      ...[squares, sideRow, floatBytes, squares, sideRow, floatBytes],
      ...[factors, sideRow, side, side, side, 0, scratch],
    );
    exports.blend(factors, factors, squares, c, b, square);
    exports.blend(next, x, x, a, 0, size);
    if (tall)
      exports.gemm(x, row, floatBytes, factors, sideRow, floatBytes, next, row, rows, columns, side, 1, scratch);
    else exports.gemm(factors, sideRow, floatBytes, x, row, floatBytes, next, row, rows, columns, side, 1, scratch);
    [x, next] = [next, x];
  }
  exports.sgd(p, x, size, learningRate * muonScale(rows, columns));
}
