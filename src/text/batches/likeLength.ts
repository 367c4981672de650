/** Batches of sentences of like length, so that little of a batch is padding. */
import { padIndex, type EncodedSentences } from '../pairs/pairCorpus';
import type { Random } from '../random/random';

/** Batches among which rows are sorted by length: enough for little padding, few enough that batches differ each epoch. */
const batchesSortedTogether = 32;

/** All rows once, in an order that is new each epoch, rows of like length together. @param byLength compares two rows */
export function shuffledGroups(
  count: number,
  batchSize: number,
  byLength: (a: number, b: number) => number,
  random: Random,
): Int32Array[] {
  const pools = slices(random.shuffle(rowsUpTo(count)), batchSize * batchesSortedTogether);
  return random.shuffle(pools.flatMap(pool => slices(pool.sort(byLength), batchSize)));
}

/** All rows once, in their order. */
export const orderedGroups = (count: number, batchSize: number): Int32Array[] => slices(rowsUpTo(count), batchSize);

const rowsUpTo = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** `order` in slices of `size`; the last may be shorter. */
function slices(order: Int32Array, size: number): Int32Array[] {
  const result: Int32Array[] = [];
  for (let i = 0; i < order.length; i += size) result.push(order.subarray(i, i + size));
  return result;
}

/** Pads sentences to the longest, time-major: token t of row b at t * B + b. @param fewest steps, also for empty sentences */
export function padded(
  sentences: EncodedSentences,
  rows: Int32Array,
  fewest = 0,
): { ids: Int32Array; lengths: Int32Array; steps: number } {
  const lengths = rows.map(row => sentences.length(row));
  const steps = lengths.reduce((most, length) => Math.max(most, length), fewest);
  const ids = new Int32Array(steps * rows.length).fill(padIndex);
  rows.forEach((row, b) => {
    sentences.at(row).forEach((id, t) => {
      ids[t * rows.length + b] = id;
    });
  });
  return { ids, lengths, steps };
}
