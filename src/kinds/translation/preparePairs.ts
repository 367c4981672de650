/** Sentence pairs made ready for training: split and encoded. */
import { UnrollError } from '../../protocol/errors';
import type { PairTextOptions } from '../../options/translation';
import { pairTokeniser, readSentence } from '../../text/pairs/pairLanguage';
import {
  encodePairs,
  encodePairsWith,
  reservedTokens,
  type PairCorpus,
  type PairCorpusOptions,
} from '../../text/pairs/pairCorpus';
import type { DroppedPairs, SentencePair } from '../../text/pairs/pairs';
import { splitBySource, type SplitPairs } from '../../text/pairs/splitPairs';
import type { Pausable } from '../../text/pausable';
import { Vocabulary } from '../../text/tokens/vocabulary';
import type { StoredVocabulary } from '../../store/types';
import type { Message } from '../../protocol/message';
import { message } from '../../words/message';
import type { ReadPairs } from './readPairs';

export interface PreparedPairs {
  training: PairCorpus;
  /** Undefined: nothing is held out. */
  validation: PairCorpus | undefined;
  /** What `training.kept` and `validation.kept` point into. */
  trainingPairs: SentencePair[];
  heldOutPairs: SentencePair[];
  notes: Message[];
}

/** Below this, nothing is held out. */
const fewestPairsToSplit = 20;

/**
 * @param known those of the model whose weights are trained on
 * @throws UnrollError 'text-too-short' for fewer than two pairs that can be used
 */
export function* preparePairs(
  { name, pairs, dropped, notes: read }: ReadPairs,
  text: PairTextOptions,
  validationFraction: number,
  known?: readonly StoredVocabulary[],
): Pausable<PreparedPairs> {
  if (pairs.length < 2) throw tooFew(name, pairs.length, dropped, text);
  const split = yield* splitPairs(pairs, validationFraction);
  const { training: trainingPairs, heldOut: heldOutPairs } = split;
  const heldOut = heldOutPairs.length;
  const notes = [...read];
  if (heldOut === 0 && validationFraction > 0) notes.push(message('note.tooFewPairsToHoldOut'));
  const options = corpusOptions(text);
  let training = yield* known ? encodeKnown(trainingPairs, known, options) : encodePairs(trainingPairs, options);
  if (!known && text.minFrequency > 1 && knowsNothing(training)) {
    training = yield* encodePairs(trainingPairs, { ...options, minFrequency: 1 });
    notes.push(message('note.allWordsKept', { times: text.minFrequency }));
  }
  const { sourceVocabulary, targetVocabulary } = training;
  const validation =
    heldOut === 0 ? undefined : yield* encodePairsWith(sourceVocabulary, targetVocabulary, heldOutPairs, options);
  const tooLong = training.dropped.tooLong + (validation?.dropped.tooLong ?? 0);
  if (training.source.count < 2) throw tooFew(name, training.source.count, { ...dropped, tooLong }, text, pairs);
  const kept = training.source.count + (validation?.source.count ?? 0);
  notes.unshift(pairsNote(kept, { ...dropped, tooLong }, text));
  return {
    training,
    validation: validation?.source.count ? validation : undefined,
    trainingPairs,
    heldOutPairs,
    notes,
  };
}

function encodeKnown(
  pairs: readonly SentencePair[],
  known: readonly StoredVocabulary[],
  options: PairCorpusOptions,
): Pausable<PairCorpus> {
  const [source, target] = known.map(({ vocabulary, frequencies }) => Vocabulary.fromTokens(vocabulary, frequencies));
  return encodePairsWith(source!, target!, pairs, options);
}

const splitPairs = (pairs: readonly SentencePair[], validationFraction: number): Pausable<SplitPairs> =>
  splitBySource(pairs, pairs.length < fewestPairsToSplit ? 0 : validationFraction);

/** The pairs that a training on all of these holds out. */
export function* heldOutOf(pairs: readonly SentencePair[], validationFraction: number): Pausable<SentencePair[]> {
  return (yield* splitPairs(pairs, validationFraction)).heldOut;
}

export const corpusOptions = (text: PairTextOptions): PairCorpusOptions => ({
  sourceTokeniser: pairTokeniser(text),
  targetTokeniser: pairTokeniser(text),
  minFrequency: text.minFrequency,
  maxLength: text.maxLength,
  tooLong: text.tooLong,
});

const knowsNothing = ({ sourceVocabulary, targetVocabulary }: PairCorpus): boolean =>
  Math.min(sourceVocabulary.size, targetVocabulary.size) <= 1 + reservedTokens.length;

/** "4,990 sentence pairs; left out: 3 without a second column, 7 longer than 20 tokens." */
function pairsNote(kept: number, dropped: DroppedPairs, text: PairTextOptions): Message {
  const reasons = reasonsOf(dropped, text);
  return reasons.length === 0 ? message('note.pairs', { kept }) : message('note.pairsLeftOut', { kept, reasons });
}

/** What is said where pairs are only read. */
export const notesOnDropped = ({ pairs, dropped }: ReadPairs, text: PairTextOptions): Message[] =>
  reasonsOf(dropped, text).length === 0 ? [] : [pairsNote(pairs.length, dropped, text)];

function reasonsOf(dropped: DroppedPairs, { format, maxLength }: PairTextOptions): Message[] {
  const { ragged, empty, duplicate, tooLong } = dropped;
  return [
    ...(ragged > 0 ? [message(format === 'parallel' ? 'pairs.lonely' : 'pairs.ragged', { count: ragged })] : []),
    ...(empty > 0 ? [message('pairs.empty', { count: empty })] : []),
    ...(duplicate > 0 ? [message('pairs.duplicate', { count: duplicate })] : []),
    ...(tooLong > 0 ? [message('pairs.tooLong', { count: tooLong, most: maxLength })] : []),
  ];
}

function tooFew(
  name: string,
  usable: number,
  dropped: DroppedPairs,
  text: PairTextOptions,
  pairs: readonly SentencePair[] = [],
): UnrollError {
  const { tooLong } = dropped;
  if (usable === 0 && tooLong > 0 && tooLong === pairs.length)
    return new UnrollError(
      'text-too-short',
      message('error.allPairsTooLong', {
        name,
        pairs: tooLong,
        most: text.maxLength,
        needed: lengthNeeded(pairs, text),
      }),
    );
  const found = message(usable === 0 ? 'pairs.noneUsable' : 'pairs.oneUsable');
  const reasons = reasonsOf(dropped, text);
  return new UnrollError(
    'text-too-short',
    message('error.tooFewPairs', {
      name,
      found: reasons.length === 0 ? found : message('pairs.countLeftOut', { found, reasons }),
      hint: message(`pairs.hint.${text.format}`),
    }),
  );
}

/** The length that lets nine in ten of the pairs in. */
function lengthNeeded(pairs: readonly SentencePair[], text: PairTextOptions): number {
  const lengthOf = (sentence: string): number => readSentence(sentence, text).tokens.length + 1;
  const lengths = pairs.map(({ source, target }) => Math.max(lengthOf(source), lengthOf(target))).sort((a, b) => a - b);
  return lengths[Math.ceil(0.9 * (lengths.length - 1))]!;
}
