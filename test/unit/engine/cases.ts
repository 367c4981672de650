/** Deterministic operands of odd sizes, with which a transposed index is noticed. */
import * as tf from '@tensorflow/tfjs-core';
import type { RecurrentArguments } from '../../../src/engine/contract';
import { cellOf } from '../../../src/protocol/cells';
import type { CellName } from '../../../src/protocol/model';

export interface Sizes {
  T: number;
  B: number;
  I: number;
  H: number;
}

export const oddSizes: Sizes = { T: 5, B: 3, I: 11, H: 7 };

/** Uniform in +-scale: a linear congruential generator (Numerical Recipes). */
export function numbers(count: number, seed: number, scale = 0.8): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * scale;
  });
}

export function floats<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: number, scale?: number): tf.Tensor<R> {
  return tf.tensor<R>(numbers(tf.util.sizeFromShape(shape), seed, scale), shape, 'float32');
}

export function ids<R extends tf.Rank>(shape: tf.ShapeMap[R], below: number, seed: number): tf.Tensor<R> {
  const values = Int32Array.from(numbers(tf.util.sizeFromShape(shape), seed, 1), x =>
    Math.floor(((x + 1) / 2) * below),
  );
  return tf.tensor<R>(values, shape, 'int32');
}

export interface RecurrentCase {
  sizes: Sizes;
  input: 'floats' | 'ids';
  lengths: boolean;
  reverse: boolean;
  /** Whether every row has its own bias. */
  biases?: boolean;
}

export const plainCase: RecurrentCase = { sizes: oddSizes, input: 'floats', lengths: false, reverse: false };

export function recurrentArguments(cell: CellName, options: RecurrentCase): RecurrentArguments {
  const { T, B, I, H } = options.sizes;
  const columns = cellOf(cell).gates * H;
  return {
    cell,
    x: options.input === 'ids' ? ids<tf.Rank.R2>([T, B], I, 1) : floats<tf.Rank.R3>([T, B, I], 1),
    wx: floats<tf.Rank.R2>([I, columns], 2),
    b: options.biases ? floats<tf.Rank.R2>([B, columns], 4) : floats<tf.Rank.R1>([columns], 4),
    h0: floats<tf.Rank.R2>([B, H], 5),
    reverse: options.reverse,
    ...(cellOf(cell).hiddenWeights ? { wh: floats<tf.Rank.R2>([H, columns], 3, 0.5) } : {}),
    ...(cellOf(cell).cellState ? { c0: floats<tf.Rank.R2>([B, H], 6) } : {}),
    ...(options.lengths
      ? {
          lengths: tf.tensor1d(
            Array.from({ length: B }, (_, b) => (b * 2) % (T + 1)),
            'int32',
          ),
        }
      : {}),
  };
}

/** The differentiable operands, by name. */
export function floatOperands({ x, wx, wh, b, h0, c0 }: RecurrentArguments): Record<string, tf.Tensor> {
  const all: Record<string, tf.Tensor | undefined> = { x, wx, wh, b, h0, c0 };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, tf.Tensor] => entry[1]?.dtype === 'float32'),
  );
}

/** Largest |a - b|; infinite if either is NaN. */
export function distance(a: tf.Tensor, b: tf.Tensor): number {
  if (a.shape.join() !== b.shape.join()) throw new Error(`Shapes differ: [${a.shape.join()}] and [${b.shape.join()}].`);
  const other = b.dataSync<'float32'>();
  return a.dataSync<'float32'>().reduce((most, value, i) => {
    const gap = Math.abs(value - other[i]!);
    return Number.isNaN(gap) ? Infinity : Math.max(most, gap);
  }, 0);
}
