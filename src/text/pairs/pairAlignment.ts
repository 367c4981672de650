/** Which words of two languages stand for each other, by how often they occur in the same pairs. */
import type { Pausable } from '../pausable';
import type { EncodedSentences } from './pairCorpus';

/** Reserved tokens, which are in every sentence or in none. */
const firstWord = 4;

/**
 * For each source token its partner among the target tokens, or 0: the two that have no better partner than each other by Dice's
 * coefficient 2 c(s, t) / (c(s) + c(t)), c counting the sentences that hold a token (L. Dice, 1945).
 */
export function* wordPartners(
  source: EncodedSentences,
  target: EncodedSentences,
  sourceVocabularySize: number,
  targetVocabularySize: number,
): Pausable<Int32Array> {
  const sources = invertedIndex(source, sourceVocabularySize);
  yield;
  const targets = invertedIndex(target, targetVocabularySize);
  const partner = new Int32Array(sourceVocabularySize);
  const score = new Float64Array(sourceVocabularySize);
  const suitor = new Int32Array(targetVocabularySize);
  const suitorScore = new Float64Array(targetVocabularySize);
  const together = new Int32Array(targetVocabularySize);
  for (let s = firstWord; s < sourceVocabularySize; s++) {
    const met = countTogether(sources.sentencesWith(s), target, together);
    yield;
    for (const t of met) {
      const dice = (2 * together[t]!) / (sources.count(s) + targets.count(t));
      together[t] = 0;
      if (dice > score[s]!) [partner[s], score[s]] = [t, dice];
      if (dice > suitorScore[t]!) [suitor[t], suitorScore[t]] = [s, dice];
    }
  }
  return partner.map((t, s) => (suitor[t] === s ? t : 0));
}

/** Adds to `counts` how many of the sentences hold each word; returns the words met. */
function countTogether(rows: Int32Array, sentences: EncodedSentences, counts: Int32Array): Set<number> {
  const met = new Set<number>();
  for (const row of rows)
    for (const token of new Set(sentences.at(row))) {
      if (token < firstWord) continue;
      counts[token]! += 1;
      met.add(token);
    }
  return met;
}

/** The sentences of each token, all lists in one array. */
function invertedIndex(sentences: EncodedSentences, vocabularySize: number) {
  const ends = new Int32Array(vocabularySize + 1);
  const visit = (seen: (token: number, row: number) => void): void => {
    for (let row = 0; row < sentences.count; row++) for (const token of new Set(sentences.at(row))) seen(token, row);
  };
  visit(token => (ends[token + 1]! += 1));
  for (let token = 0; token < vocabularySize; token++) ends[token + 1]! += ends[token]!;
  const next = ends.slice();
  const rows = new Int32Array(ends[vocabularySize]!);
  visit((token, row) => (rows[next[token]!++] = row));
  return {
    count: (token: number): number => ends[token + 1]! - ends[token]!,
    sentencesWith: (token: number): Int32Array => rows.subarray(ends[token], ends[token + 1]),
  };
}
