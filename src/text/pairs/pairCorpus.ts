/** Sentence pairs as the models read them. */
import { Breath, type Pausable } from '../pausable';
import { IntegerList } from '../tokens/integerList';
import { pairsBetweenPauses, type DroppedPairs, type SentencePair } from './pairs';
import { visitTokens, type Tokeniser } from '../tokens/tokenise';
import { Vocabulary } from '../tokens/vocabulary';

/** The reserved tokens of both vocabularies and their indices. */
export const reservedTokens = ['<pad>', '<bos>', '<eos>'] as const;
export const unknownIndex = 0;
export const padIndex = 1;
export const bosIndex = 2;
export const eosIndex = 3;

export interface PackedSentences {
  ids: Int32Array;
  /** Where each sentence ends in `ids`. */
  ends: Int32Array;
}

/** Many sentences in one array. */
export class EncodedSentences {
  private readonly ids = new IntegerList();
  private readonly ends = new IntegerList();

  /** Sentences again from `packed()`. */
  static unpack({ ids, ends }: PackedSentences): EncodedSentences {
    const sentences = new EncodedSentences();
    for (const id of ids) sentences.ids.push(id);
    for (const end of ends) sentences.ends.push(end);
    return sentences;
  }

  /** Views of what this holds, to be posted to a thread. */
  packed(): PackedSentences {
    return { ids: this.ids.view(), ends: this.ends.view() };
  }

  get count(): number {
    return this.ends.length;
  }

  /** Tokens of all sentences, each `<eos>` included. */
  get tokens(): number {
    return this.ids.length;
  }

  /** Tokens of the longest one. */
  get longest(): number {
    let most = 0;
    for (let i = 0; i < this.count; i++) most = Math.max(most, this.length(i));
    return most;
  }

  push(sentence: ArrayLike<number>): void {
    for (let i = 0; i < sentence.length; i++) this.ids.push(sentence[i]!);
    this.ends.push(this.ids.length);
  }

  length(i: number): number {
    return this.ends.at(i) - this.start(i);
  }

  /** The i-th sentence, a view. */
  at(i: number): Int32Array {
    return this.ids.view().subarray(this.start(i), this.ends.at(i));
  }

  private start(i: number): number {
    return i === 0 ? 0 : this.ends.at(i - 1);
  }
}

export interface PairCorpusOptions {
  sourceTokeniser: Tokeniser;
  targetTokeniser: Tokeniser;
  minFrequency: number;
  /** Most tokens of a side, `<eos>` included. */
  maxLength: number;
  /** What becomes of a longer side: the pair is dropped, or the side cut, as the notes do (it then has no `<eos>`). */
  tooLong: 'drop' | 'truncate';
}

export interface PairCorpus {
  sourceVocabulary: Vocabulary;
  targetVocabulary: Vocabulary;
  /** Each sentence with its `<eos>`. */
  source: EncodedSentences;
  /** Each sentence with its `<eos>`, without `<bos>`. */
  target: EncodedSentences;
  /** Pairs kept, by their place in the list given. */
  kept: Int32Array;
  dropped: Pick<DroppedPairs, 'tooLong'>;
}

function* countingTokens(sentences: readonly string[], tokeniser: Tokeniser): Pausable<Map<string, number>> {
  const counts = new Map<string, number>();
  const breath = new Breath();
  for (const [i, sentence] of sentences.entries()) {
    if (i % pairsBetweenPauses === 0 || breath.isDue(sentence.length)) yield;
    visitTokens(tokeniser, sentence, token => {
      counts.set(token, (counts.get(token) ?? 0) + 1);
    });
  }
  return counts;
}

function encodeSentence(sentence: string, tokeniser: Tokeniser, vocabulary: Vocabulary): number[] {
  const ids: number[] = [];
  visitTokens(tokeniser, sentence, token => ids.push(vocabulary.index(token)));
  ids.push(eosIndex);
  return ids;
}

/** Builds both vocabularies from all pairs, then encodes those that fit. */
export function* encodePairs(pairs: readonly SentencePair[], options: PairCorpusOptions): Pausable<PairCorpus> {
  const { sourceTokeniser, targetTokeniser, minFrequency } = options;
  const build = (counts: Map<string, number>): Vocabulary =>
    Vocabulary.fromCounts(counts, { minFrequency, reserved: reservedTokens });
  const sources = pairs.map(pair => pair.source);
  const targets = pairs.map(pair => pair.target);
  return yield* encodePairsWith(
    build(yield* countingTokens(sources, sourceTokeniser)),
    build(yield* countingTokens(targets, targetTokeniser)),
    pairs,
    options,
  );
}

/** Encodes pairs (held-out ones, say) with vocabularies that are there already. */
export function* encodePairsWith(
  sourceVocabulary: Vocabulary,
  targetVocabulary: Vocabulary,
  pairs: readonly SentencePair[],
  options: PairCorpusOptions,
): Pausable<PairCorpus> {
  const { maxLength } = options;
  const source = new EncodedSentences();
  const target = new EncodedSentences();
  const kept = new IntegerList();
  const breath = new Breath();
  for (const [i, pair] of pairs.entries()) {
    if (i % pairsBetweenPauses === 0 || breath.isDue(pair.source.length + pair.target.length)) yield;
    const from = encodeSentence(pair.source, options.sourceTokeniser, sourceVocabulary);
    const to = encodeSentence(pair.target, options.targetTokeniser, targetVocabulary);
    if (options.tooLong === 'drop' && Math.max(from.length, to.length) > maxLength) continue;
    source.push(from.slice(0, maxLength));
    target.push(to.slice(0, maxLength));
    kept.push(i);
  }
  const dropped = { tooLong: pairs.length - kept.length };
  return { sourceVocabulary, targetVocabulary, source, target, kept: kept.view(), dropped };
}
