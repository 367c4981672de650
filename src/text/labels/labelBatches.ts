/** Batches of labelled texts of like length. */
import type { EncodedSentences } from '../pairs/pairCorpus';
import { padIndex } from '../pairs/pairCorpus';
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

/** Batches among which texts are sorted by length. */
const batchesSortedTogether = 32;

export function labelBatch({ texts, labels }: EncodedTexts, rows: Int32Array): LabelBatch {
  const lengths = rows.map(row => texts.length(row));
  const steps = lengths.reduce((most, length) => Math.max(most, length), 1);
  const ids = new Int32Array(steps * rows.length).fill(padIndex);
  rows.forEach((row, b) => {
    texts.at(row).forEach((id, t) => {
      ids[t * rows.length + b] = id;
    });
  });
  return { batchSize: rows.length, steps, ids, lengths, labels: rows.map(row => labels[row] ?? 0) };
}

/** All texts once, in an order that is new each epoch, texts of like length together. */
export function shuffledLabelBatches(set: EncodedTexts, batchSize: number, random: Random): LabelEpoch {
  const order = random.shuffle(placesOf(set));
  const byLength = (a: number, b: number): number => set.texts.length(a) - set.texts.length(b);
  const pools = slices(order, batchSize * batchesSortedTogether);
  return epochOf(set, random.shuffle(pools.flatMap(pool => slices(pool.sort(byLength), batchSize))));
}

/** All texts once, in their order. */
export const orderedLabelBatches = (set: EncodedTexts, batchSize: number): LabelEpoch =>
  epochOf(set, slices(placesOf(set), batchSize));

const placesOf = ({ texts }: EncodedTexts): Int32Array => Int32Array.from({ length: texts.count }, (_, place) => place);

const epochOf = (set: EncodedTexts, groups: Int32Array[]): LabelEpoch => ({
  batches: groups.length,
  *[Symbol.iterator]() {
    for (const rows of groups) yield labelBatch(set, rows);
  },
});

/** `order` in slices of `size`; the last may be shorter. */
function slices(order: Int32Array, size: number): Int32Array[] {
  const result: Int32Array[] = [];
  for (let i = 0; i < order.length; i += size) result.push(order.subarray(i, i + size));
  return result;
}
