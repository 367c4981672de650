/** One epoch over a long sequence of tokens, in batches of B rows and T steps. Targets are the inputs shifted by one. */
import type { Random } from '../random/random';

export interface BatchShape {
  /** B */
  batchSize: number;
  /** T */
  timeSteps: number;
}

/** How a batch grows while a text is trained on. */
export interface BatchRamp {
  batchSize: number;
  /** How many times as many rows the last epoch has as the first. */
  batchRamp: number;
  epochs: number;
}

/**
 * Rows of the batches of an epoch (0 for the first): whole multiples of the first ones, up to `batchRamp` of them in the last epoch. Growing
 * batches settle what is learned as a falling rate does (Smith et al. 2018).
 */
export const rowsIn = (epoch: number, { batchSize, batchRamp, epochs }: BatchRamp): number =>
  batchSize * Math.round(batchRamp ** (epoch / Math.max(1, epochs - 1)));

export const mostRows = ({ batchSize, batchRamp }: Pick<BatchRamp, 'batchSize' | 'batchRamp'>): number =>
  batchSize * batchRamp;

export interface Batch {
  /** [T, B]: the token at step t of row b is at t * B + b. */
  inputs: Int32Array;
  /** [T, B] */
  targets: Int32Array;
}

/** The batches of one epoch; each iteration goes through them from the start, with fresh arrays. */
export interface Epoch extends Iterable<Batch> {
  /** How many batches there are; 0 when the sequence is too short for one. */
  readonly batches: number;
  /** Whether row b of a batch goes on where row b of the one before ended, so that the state is carried. */
  readonly carriesState: boolean;
}

/** Tokens that give at least one batch whatever the offset, and where every row keeps one token that is only predicted. */
export function tokensForOneBatch({ batchSize, timeSteps }: BatchShape): number {
  return Math.max(timeSteps + 1, batchSize) + batchSize * timeSteps;
}

/** The rows that begin at `starts[first .. first + B - 1]`, time-major. */
function batchAt(ids: Int32Array, shape: BatchShape, start: (row: number) => number): Batch {
  const { batchSize, timeSteps } = shape;
  const inputs = new Int32Array(timeSteps * batchSize);
  const targets = new Int32Array(timeSteps * batchSize);
  for (let row = 0; row < batchSize; row++) {
    const from = start(row);
    for (let t = 0; t < timeSteps; t++) {
      inputs[t * batchSize + row] = ids[from + t]!;
      targets[t * batchSize + row] = ids[from + t + 1]!;
    }
  }
  return { inputs, targets };
}

/** Row b reads the sequence from `offset + b * rowLength` on; `length` tokens of it are predicted. */
function sequentialRows(
  ids: Int32Array,
  shape: BatchShape,
  { offset, rowLength, length = rowLength }: { offset: number; rowLength: number; length?: number },
): Epoch {
  const batches = Math.max(0, Math.floor(length / shape.timeSteps));
  return {
    batches,
    carriesState: true,
    *[Symbol.iterator]() {
      for (let i = 0; i < batches; i++)
        yield batchAt(ids, shape, row => offset + row * rowLength + i * shape.timeSteps);
    },
  };
}

/** Sequential partitioning from a given offset: row b reads its own B-th of the sequence from beginning to end. */
export const sequentialBatchesFrom = (ids: Int32Array, shape: BatchShape, offset: number): Epoch =>
  sequentialRows(ids, shape, {
    offset,
    rowLength: Math.max(0, Math.floor((ids.length - offset - 1) / shape.batchSize)),
  });

/** Sequential partitioning; the offset is drawn from 0..T inclusive. */
export const sequentialBatches = (ids: Int32Array, shape: BatchShape, random: Random): Epoch =>
  sequentialBatchesFrom(ids, shape, random.integer(shape.timeSteps + 1));

/** As the notes' first edition has it: no offset, and the whole sequence is divided, so that the last token of a row is only predicted. */
function fixedSequentialBatches(ids: Int32Array, shape: BatchShape): Epoch {
  const rowLength = Math.floor(ids.length / shape.batchSize);
  return sequentialRows(ids, shape, { offset: 0, rowLength, length: rowLength - 1 });
}

/** Random sampling from a given offset: subsequences of T tokens in shuffled order. */
function randomBatchesFrom(ids: Int32Array, shape: BatchShape, offset: number, random: Random): Epoch {
  const { batchSize, timeSteps } = shape;
  const subsequences = Math.max(0, Math.floor((ids.length - offset - 1) / timeSteps));
  const starts = new Int32Array(subsequences);
  for (let i = 0; i < subsequences; i++) starts[i] = offset + i * timeSteps;
  random.shuffle(starts);
  const batches = Math.floor(subsequences / batchSize);
  return {
    batches,
    carriesState: false,
    *[Symbol.iterator]() {
      for (let i = 0; i < batches; i++) yield batchAt(ids, shape, row => starts[i * batchSize + row]!);
    },
  };
}

/** Random sampling; the offset is drawn from 0..T-1. */
export const randomBatches = (ids: Int32Array, shape: BatchShape, random: Random): Epoch =>
  randomBatchesFrom(ids, shape, random.integer(shape.timeSteps), random);

export type Windows = 'shifting' | 'fixed';
export type Sampling = 'sequential' | 'random';

/** The batches of an epoch, by where its windows begin and in which order they are read. */
export const epochMakers: Record<
  Windows,
  Record<Sampling, (ids: Int32Array, shape: BatchShape, random: Random) => Epoch>
> = {
  shifting: { sequential: sequentialBatches, random: randomBatches },
  fixed: {
    sequential: fixedSequentialBatches,
    random: (ids, shape, random) => randomBatchesFrom(ids, shape, 0, random),
  },
};
