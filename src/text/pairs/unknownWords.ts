/**
 * A model translates words it has never seen only if it has met `<unk>` while training. Where all words of the pairs are known, some
 * are hidden: a word and its partner on the other side both become `<unk>`.
 */
import { unknownIndex, type EncodedSentences } from './pairCorpus';
import type { PairBatch, PairEpoch } from './pairBatches';
import type { Random } from '../random/random';

/** Pairs with `<unk>` on both sides, of all pairs, that teach enough by themselves. */
const shareThatTeaches = 0.02;
/** Share of the pairs in which a word is hidden. */
const shareHidden = 0.1;

/** Whether the pairs have enough unknown words of their own. */
export function teachUnknownWords(source: EncodedSentences, target: EncodedSentences): boolean {
  let teaching = 0;
  for (let row = 0; row < source.count; row++)
    if (source.at(row).includes(unknownIndex) && target.at(row).includes(unknownIndex)) teaching += 1;
  return teaching >= shareThatTeaches * source.count;
}

/** @param partners for each source token a target token, or 0 */
export const withHiddenWords = (epoch: PairEpoch, partners: Int32Array, random: Random): PairEpoch => ({
  batches: epoch.batches,
  *[Symbol.iterator]() {
    for (const batch of epoch) {
      for (let row = 0; row < batch.batchSize; row++)
        if (random.uniform() < shareHidden) hideWord(batch, row, partners, random);
      yield batch;
    }
  },
});

/** Makes one word of a row unknown, and its partner, in place. */
function hideWord(batch: PairBatch, row: number, partners: Int32Array, random: Random): void {
  const { batchSize, source, decoderInputs, decoderTargets } = batch;
  const known = partneredWords(batch, row, partners);
  const word = known[known.length === 0 ? 0 : random.integer(known.length)];
  if (!word) return;
  source[word.source] = unknownIndex;
  decoderTargets[word.target] = unknownIndex;
  const next = word.target + batchSize;
  if (next < decoderInputs.length) decoderInputs[next] = unknownIndex;
}

/** Where the words of a row that have their partner beside them stand in the batch. */
function partneredWords(
  { batchSize, source, sourceLengths, decoderTargets, targetLengths }: PairBatch,
  row: number,
  partners: Int32Array,
): { source: number; target: number }[] {
  const placeOf = new Map<number, number>();
  for (let step = 0; step < targetLengths[row]!; step++) {
    const place = step * batchSize + row;
    placeOf.set(decoderTargets[place]!, place);
  }
  const found: { source: number; target: number }[] = [];
  for (let step = 0; step < sourceLengths[row]!; step++) {
    const place = step * batchSize + row;
    const partner = partners[source[place]!]!;
    const target = partner === unknownIndex ? undefined : placeOf.get(partner);
    if (target !== undefined) found.push({ source: place, target });
  }
  return found;
}
