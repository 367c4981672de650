/** Batches of sentence pairs of like length. */
import { orderedGroups, padded, shuffledGroups } from '../batches/likeLength';
import type { Random } from '../random/random';
import { bosIndex, padIndex, type EncodedSentences } from './pairCorpus';

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

/** All pairs once, in an order that is new each epoch, pairs of like length together. */
export function shuffledPairBatches(
  source: EncodedSentences,
  target: EncodedSentences,
  batchSize: number,
  random: Random,
): PairEpoch {
  const byLength = (a: number, b: number): number =>
    source.length(a) - source.length(b) || target.length(a) - target.length(b);
  return epochOf(source, target, shuffledGroups(source.count, batchSize, byLength, random));
}

/** All pairs once, in their order: for validation. */
export const orderedPairBatches = (source: EncodedSentences, target: EncodedSentences, batchSize: number): PairEpoch =>
  epochOf(source, target, orderedGroups(source.count, batchSize));
