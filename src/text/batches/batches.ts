/** One epoch over a long sequence of tokens, in batches of B rows and T steps. Targets are the inputs shifted by one. */
import type { Random } from '../random/random';

export interface BatchShape {
  /** B */
  batchSize: number;
  /** T */
  timeSteps: number;
}

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

/** Tokens that give at least one batch whatever the offset. */
export function tokensForOneBatch({ batchSize, timeSteps }: BatchShape): number {
  return timeSteps + batchSize * timeSteps + 1;
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

/** Sequential partitioning from a given offset: row b reads its own B-th of the sequence from beginning to end. */
export function sequentialBatchesFrom(ids: Int32Array, shape: BatchShape, offset: number): Epoch {
  const rowLength = Math.max(0, Math.floor((ids.length - offset - 1) / shape.batchSize));
  const batches = Math.floor(rowLength / shape.timeSteps);
  return {
    batches,
    carriesState: true,
    *[Symbol.iterator]() {
      for (let i = 0; i < batches; i++)
        yield batchAt(ids, shape, row => offset + row * rowLength + i * shape.timeSteps);
    },
  };
}

/** Sequential partitioning; the offset is drawn from 0..T inclusive. */
export function sequentialBatches(ids: Int32Array, shape: BatchShape, random: Random): Epoch {
  return sequentialBatchesFrom(ids, shape, random.integer(shape.timeSteps + 1));
}

/** Random sampling: subsequences of T tokens from an offset drawn from 0..T-1, in shuffled order. */
export function randomBatches(ids: Int32Array, shape: BatchShape, random: Random): Epoch {
  const { batchSize, timeSteps } = shape;
  const offset = random.integer(timeSteps);
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
