/**
 * Layers in heads: N groups of d = H / N units, each of which reads all of the input and, of the state before, itself alone
 * (FlashRNN, Poeppel, Beck and Hochreiter 2024). The hidden weights are block-diagonal and kept as [d, G*H]: row r of a column of head n is
 * the weight from unit r of that head. A head is a recurrent layer of its own with d units.
 */
import {
  concat,
  reshape,
  split,
  tensor,
  tile,
  mul,
  type Rank,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Operations, RecurrentArguments, RecurrentResult } from '../engine/contract';
import { cellOf } from '../protocol/cells';

const isVector = (b: Tensor1D | Tensor2D): b is Tensor1D => b.rank === 1;

/** As `Operations.recurrent`, in so many heads. */
export function recurrentInHeads(operations: Operations, heads: number, args: RecurrentArguments): RecurrentResult {
  if (heads === 1) return operations.recurrent(args);
  const { gates } = cellOf(args.cell);
  const { wx, wh, b, h0, c0 } = args;
  const d = h0.shape[1] / heads;
  const ofMatrix = (weights: Tensor2D): Tensor2D[] => {
    const [rows] = weights.shape;
    const blocks = reshape(weights, [rows, gates, heads, d]);
    return split(blocks, heads, 2).map(part => reshape<Rank.R2>(part, [rows, gates * d]));
  };
  const ofVector = (weights: Tensor1D): Tensor1D[] =>
    split(reshape(weights, [gates, heads, d]), heads, 1).map(part => reshape<Rank.R1>(part, [gates * d]));
  const biases = isVector(b) ? ofVector(b) : ofMatrix(b);
  const parts = { wx: ofMatrix(wx), wh: wh && ofMatrix(wh) };
  const states = { h: split<Tensor2D>(h0, heads, 1), c: c0 && split<Tensor2D>(c0, heads, 1) };
  const results = Array.from({ length: heads }, (_, n) =>
    operations.recurrent({
      ...args,
      wx: parts.wx[n]!,
      ...(parts.wh ? { wh: parts.wh[n]! } : {}),
      b: biases[n]!,
      h0: states.h[n]!,
      ...(states.c ? { c0: states.c[n]! } : {}),
    }),
  );
  const cells = results.flatMap(({ cLast }) => cLast ?? []);
  return {
    h: concat(
      results.map(({ h }) => h),
      2,
    ),
    hLast: concat(
      results.map(({ hLast }) => hLast),
      1,
    ),
    ...(cells.length > 0 ? { cLast: concat(cells, 1) } : {}),
  };
}

/** [d, G*H] -> [H, G*H] with zeros between heads: the layer as one without heads computes the same. */
export function spreadHeads(wh: Tensor2D, heads: number): Tensor2D {
  const [d, columns] = wh.shape;
  const blocks = reshape(wh, [1, d, columns / heads / d, heads, d]);
  const own = tensor(
    Array.from({ length: heads * heads }, (_, i) => (i % (heads + 1) === 0 ? 1 : 0)),
    [heads, 1, 1, heads, 1],
  );
  return reshape<Rank.R2>(mul(tile(blocks, [heads, 1, 1, 1, 1]), own), [heads * d, columns]);
}
