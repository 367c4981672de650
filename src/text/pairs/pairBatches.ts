/** Batches of sentence pairs of like length. */
import { bosIndex, type EncodedSentences, padIndex } from './pairCorpus';
import type { Random } from '../random/random';

export interface PairBatch {
  /** B; the last batch of an epoch may have fewer. */
  batchSize: number;
  /** S, steps of the source: the longest of the batch. */
  sourceSteps: number;
  /** T, steps of the target. */
  targetSteps: number;
  /** [S, B], padded with `<pad>`. */
  source: Int32Array;
  /** [B]: tokens of each source, `<eos>` included. */
  sourceLengths: Int32Array;
  /** [T, B]: `<bos>` and the target without its last token: teacher forcing. */
  decoderInputs: Int32Array;
  /** [T, B] */
  decoderTargets: Int32Array;
  /** [B] */
  targetLengths: Int32Array;
}

/** Batches among which pairs are sorted by length: enough for little padding, few enough that batches differ each epoch. */
const batchesSortedTogether = 32;

/** Pads sentences to the longest, time-major: token t of row b at t * B + b. */
function padded(
  sentences: EncodedSentences,
  rows: Int32Array,
): { ids: Int32Array; lengths: Int32Array; steps: number } {
  const lengths = rows.map(row => sentences.length(row));
  const steps = lengths.reduce((most, length) => Math.max(most, length), 0);
  const ids = new Int32Array(steps * rows.length).fill(padIndex);
  rows.forEach((row, b) => {
    sentences.at(row).forEach((id, t) => {
      ids[t * rows.length + b] = id;
    });
  });
  return { ids, lengths, steps };
}

/** One batch of the pairs at `rows`, in that order. */
export function pairBatch(source: EncodedSentences, target: EncodedSentences, rows: Int32Array): PairBatch {
  const from = padded(source, rows);
  const to = padded(target, rows);
  const batchSize = rows.length;
  const decoderInputs = new Int32Array(to.ids.length).fill(bosIndex);
  for (let t = 1; t < to.steps; t++)
    for (let b = 0; b < batchSize; b++)
      decoderInputs[t * batchSize + b] = t < to.lengths[b]! ? to.ids[(t - 1) * batchSize + b]! : padIndex;
  return {
    batchSize,
    sourceSteps: from.steps,
    targetSteps: to.steps,
    source: from.ids,
    sourceLengths: from.lengths,
    decoderInputs,
    decoderTargets: to.ids,
    targetLengths: to.lengths,
  };
}

export interface PairEpoch extends Iterable<PairBatch> {
  readonly batches: number;
}

function epochOf(source: EncodedSentences, target: EncodedSentences, groups: Int32Array[]): PairEpoch {
  return {
    batches: groups.length,
    *[Symbol.iterator]() {
      for (const rows of groups) yield pairBatch(source, target, rows);
    },
  };
}

/** `order` in slices of `size`; the last may be shorter. */
function slices(order: Int32Array, size: number): Int32Array[] {
  const result: Int32Array[] = [];
  for (let i = 0; i < order.length; i += size) result.push(order.subarray(i, i + size));
  return result;
}

/** All pairs once, in an order that is new each epoch, pairs of like length together. */
export function shuffledPairBatches(
  source: EncodedSentences,
  target: EncodedSentences,
  batchSize: number,
  random: Random,
): PairEpoch {
  const order = random.shuffle(Int32Array.from({ length: source.count }, (_, i) => i));
  const byLength = (a: number, b: number): number =>
    source.length(a) - source.length(b) || target.length(a) - target.length(b);
  const groups = slices(order, batchSize * batchesSortedTogether).flatMap(pool =>
    slices(pool.sort(byLength), batchSize),
  );
  return epochOf(source, target, random.shuffle(groups));
}

/** All pairs once, in their order: for validation. */
export function orderedPairBatches(source: EncodedSentences, target: EncodedSentences, batchSize: number): PairEpoch {
  const order = Int32Array.from({ length: source.count }, (_, i) => i);
  return epochOf(source, target, slices(order, batchSize));
}
