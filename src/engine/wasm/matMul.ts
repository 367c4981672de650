import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf, type Kernel } from './kernel';

const floatBytes = 4;

/**
 * Products of the last two axes, batches before them; where one side has one matrix only, it serves all. Also stands
 * in for tfjs' own BatchMatMul, which keeps packed copies of weights (stale once they are updated in place) and is
 * many times slower on transposed operands.
 */
export const matMul: Kernel = ({ memory, exports }, operands, { transposeA, transposeB }): TensorInfo => {
  const [a, b] = [side(operands.get('a'), transposeA), side(operands.get('b'), transposeB)];
  if (a.columns !== b.rows) throw new Error(`A product of [${a.shape.join()}] and [${b.shape.join()}] does not exist.`);
  const outer = a.count >= b.count ? a.outer : b.outer;
  const output = memory.output([...outer, a.rows, b.columns]);
  const scratch = memory.arena(exports.gemmScratch());
  const [from, by, to] = [operands.address('a'), operands.address('b'), memory.address(output)];
  for (let i = 0; i < Math.max(a.count, b.count); i++)
    exports.gemm(
      ...[from + Math.min(i, a.count - 1) * a.bytes, a.rowStride, a.columnStride],
      ...[by + Math.min(i, b.count - 1) * b.bytes, b.rowStride, b.columnStride],
      ...[to + i * a.rows * b.columns * floatBytes, b.columns * floatBytes],
      ...[a.rows, b.columns, a.columns, 0, scratch],
    );
  return output;
};

interface Side {
  shape: number[];
  outer: number[];
  /** Matrices in it. */
  count: number;
  /** Of one matrix, as the product sees it. */
  rows: number;
  columns: number;
  rowStride: number;
  columnStride: number;
  bytes: number;
}

function side({ shape }: TensorInfo, transposed: boolean): Side {
  const outer = shape.slice(0, -2);
  const [rows = 1, columns = 1] = shape.slice(-2);
  const common = { shape, outer, count: sizeOf(outer), bytes: rows * columns * floatBytes };
  const stride = columns * floatBytes;
  return transposed
    ? { ...common, rows: columns, columns: rows, rowStride: floatBytes, columnStride: stride }
    : { ...common, rows, columns, rowStride: stride, columnStride: floatBytes };
}
