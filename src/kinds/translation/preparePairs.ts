/** Sentence pairs made ready for training: read, split, encoded. */
import { createHash } from 'node:crypto';
import { UnrollError } from '../../protocol/errors';
import type { PairTextOptions } from '../../options/translation';
import type { TextSource } from '../../protocol/textSource';
import { pairTokeniser, readSentence } from '../../text/pairs/pairLanguage';
import {
  encodePairs,
  encodePairsWith,
  reservedTokens,
  type PairCorpus,
  type PairCorpusOptions,
} from '../../text/pairs/pairCorpus';
import {
  pairsFromTable,
  pairsFromTexts,
  type DroppedPairs,
  type PairCollection,
  type SentencePair,
} from '../../text/pairs/pairs';
import { findPairs, takesUsual } from '../../text/pairs/pairDetection';
import { splitBySource, type SplitPairs } from '../../text/pairs/splitPairs';
import { normaliseNewlines } from '../../text/tokens/clean';
import { readText } from '../../training/readSource';
import { Vocabulary } from '../../text/tokens/vocabulary';
import type { StoredVocabulary } from '../../store/types';
import type { Message } from '../../protocol/message';
import { message } from '../../words/message';

export interface ReadPairs {
  name: string;
  pairs: SentencePair[];
  dropped: DroppedPairs;
  /** What was found of the table, or is odd about the texts. */
  notes: Message[];
  sha256: string;
  characters: number;
}

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

type Columns = Pick<PairTextOptions, 'format' | 'sourceColumn' | 'targetColumn' | 'header' | 'normalise' | 'maxPairs'>;

/** @throws UnrollError as `readText` does, and 'bad-options' for parallel texts of which one is missing */
export async function readPairs([source, target]: readonly TextSource[], options: Columns): Promise<ReadPairs> {
  if (!source) throw new UnrollError('bad-options', message('error.noPairText'));
  const { text, notes: ofFirst } = await readText(source);
  const { text: second, notes: ofSecond } = target ? await readText(target) : { text: undefined, notes: [] };
  const { pairs, dropped, notes } = collectionOf(text, second, options);
  const hash = createHash('sha256').update(normaliseNewlines(text));
  if (second !== undefined) hash.update('\0').update(normaliseNewlines(second));
  return {
    name: source.name,
    pairs: options.maxPairs > 0 ? pairs.slice(0, options.maxPairs) : pairs,
    dropped,
    notes: [...ofFirst, ...ofSecond, ...notes],
    sha256: hash.digest('hex'),
    characters: text.length + (second?.length ?? 0),
  };
}

type Collected = PairCollection & { notes: Message[] };

function collectionOf(text: string, second: string | undefined, options: Columns): Collected {
  const rules = { normalise: options.normalise, dropDuplicates: true };
  if (options.format !== 'parallel') return tableOf(text, options, rules);
  if (second === undefined) throw new UnrollError('bad-options', message('error.secondTextNeeded'));
  const { lines, ...collection } = pairsFromTexts(text, second, rules);
  const [source, target] = lines;
  return { ...collection, notes: source === target ? [] : [message('note.unevenTexts', { source, target })] };
}

const separatorNames = {
  '\t': message('pairs.tabsName'),
  ';': message('pairs.semicolonsName'),
  ',': message('pairs.commasName'),
} as const;

/** The columns 1 and 2 are taken unless they hold no words; the separator is whatever the table has. */
function tableOf(text: string, options: Columns, rules: { normalise: boolean; dropDuplicates: boolean }): Collected {
  const usual = takesUsual(options);
  const found = findPairs(text, options);
  const columns = {
    separator: found?.separator ?? (options.format === 'csv' ? ',' : '\t'),
    source: usual ? (found?.sourceColumn ?? 0) : options.sourceColumn,
    target: usual ? (found?.targetColumn ?? 1) : options.targetColumn,
    header: options.header || (found?.header ?? false),
  } as const;
  const collection = pairsFromTable(text, columns, rules);
  const first = collection.pairs[0];
  if (!first) return { ...collection, notes: [] };
  const read = {
    sourceColumn: columns.source + 1,
    targetColumn: columns.target + 1,
    separator: separatorNames[columns.separator],
    ...first,
  };
  const note = columns.header ? message('note.columnsBelowHeader', read) : message('note.columns', read);
  return { ...collection, notes: [note] };
}

/**
 * @param known those of the model whose weights are trained on
 * @throws UnrollError 'text-too-short' for fewer than two pairs that can be used
 */
export function preparePairs(
  { name, pairs, dropped, notes: read }: ReadPairs,
  text: PairTextOptions,
  validationFraction: number,
  known?: readonly StoredVocabulary[],
): PreparedPairs {
  if (pairs.length < 2) throw tooFew(name, pairs.length, dropped, text);
  const split = splitPairs(pairs, validationFraction);
  const { training: trainingPairs, heldOut: heldOutPairs } = split;
  const heldOut = heldOutPairs.length;
  const notes = [...read];
  if (heldOut === 0 && validationFraction > 0) notes.push(message('note.tooFewPairsToHoldOut'));
  const options = corpusOptions(text);
  let training = known ? encodeKnown(trainingPairs, known, options) : encodePairs(trainingPairs, options);
  if (!known && text.minFrequency > 1 && knowsNothing(training)) {
    training = encodePairs(trainingPairs, { ...options, minFrequency: 1 });
    notes.push(message('note.allWordsKept', { times: text.minFrequency }));
  }
  const { sourceVocabulary, targetVocabulary } = training;
  const validation =
    heldOut === 0 ? undefined : encodePairsWith(sourceVocabulary, targetVocabulary, heldOutPairs, options);
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
): PairCorpus {
  const [source, target] = known.map(({ vocabulary, frequencies }) => Vocabulary.fromTokens(vocabulary, frequencies));
  return encodePairsWith(source!, target!, pairs, options);
}

const splitPairs = (pairs: readonly SentencePair[], validationFraction: number): SplitPairs =>
  splitBySource(pairs, pairs.length < fewestPairsToSplit ? 0 : validationFraction);

/** The pairs that a training on all of these holds out. */
export const heldOutOf = (pairs: readonly SentencePair[], validationFraction: number): SentencePair[] =>
  splitPairs(pairs, validationFraction).heldOut;

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
