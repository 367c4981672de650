/** Batches of labelled texts of like length. */
import { orderedGroups, padded, shuffledGroups } from '../batches/likeLength';
import type { EncodedSentences } from '../pairs/pairCorpus';
import type { Random } from '../random/random';

export interface LabelBatch {
  /** B; the last batch of an epoch may have fewer. */
  batchSize: number;
  /** T: the longest text of the batch. */
  steps: number;
  /** [T, B], padded with `<pad>`: token t of text b at t * B + b. */
  ids: Int32Array;
  /** [B] */
  lengths: Int32Array;
  /** [B]: 0..C-1 */
  labels: Int32Array;
}

export interface EncodedTexts {
  texts: EncodedSentences;
  labels: Int32Array;
}

export interface LabelEpoch extends Iterable<LabelBatch> {
  readonly batches: number;
}

export function labelBatch({ texts, labels }: EncodedTexts, rows: Int32Array): LabelBatch {
  return { batchSize: rows.length, ...padded(texts, rows, 1), labels: rows.map(row => labels[row] ?? 0) };
}

/** All texts once, in an order that is new each epoch, texts of like length together. */
export function shuffledLabelBatches(set: EncodedTexts, batchSize: number, random: Random): LabelEpoch {
  const byLength = (a: number, b: number): number => set.texts.length(a) - set.texts.length(b);
  return epochOf(set, shuffledGroups(set.texts.count, batchSize, byLength, random));
}

/** All texts once, in their order. */
export const orderedLabelBatches = (set: EncodedTexts, batchSize: number): LabelEpoch =>
  epochOf(set, orderedGroups(set.texts.count, batchSize));

const epochOf = (set: EncodedTexts, groups: Int32Array[]): LabelEpoch => ({
  batches: groups.length,
  *[Symbol.iterator]() {
    for (const rows of groups) yield labelBatch(set, rows);
  },
});
