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
import { detectPairs } from '../../text/pairs/pairDetection';
import { splitBySource, type SplitPairs } from '../../text/pairs/splitPairs';
import { readText } from '../../training/readSource';

export interface ReadPairs {
  name: string;
  pairs: SentencePair[];
  dropped: DroppedPairs;
  /** What was found of the table, or is odd about the texts. */
  notes: string[];
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
  notes: string[];
}

/** Below this, nothing is held out. */
const fewestPairsToSplit = 20;

type Columns = Pick<PairTextOptions, 'format' | 'sourceColumn' | 'targetColumn' | 'header' | 'normalise' | 'maxPairs'>;

/** @throws UnrollError as `readText` does, and 'bad-options' for parallel texts of which one is missing */
export async function readPairs([source, target]: readonly TextSource[], options: Columns): Promise<ReadPairs> {
  if (!source) throw new UnrollError('bad-options', 'There is no text with sentence pairs. Choose one.');
  const { text, notes: ofFirst } = await readText(source);
  const { text: second, notes: ofSecond } = target ? await readText(target) : { text: undefined, notes: [] };
  const { pairs, dropped, notes } = collectionOf(text, second, options);
  const hash = createHash('sha256').update(text);
  if (second !== undefined) hash.update('\0').update(second);
  return {
    name: source.name,
    pairs: options.maxPairs > 0 ? pairs.slice(0, options.maxPairs) : pairs,
    dropped,
    notes: [...ofFirst, ...ofSecond, ...notes],
    sha256: hash.digest('hex'),
    characters: text.length + (second?.length ?? 0),
  };
}

type Collected = PairCollection & { notes: string[] };

function collectionOf(text: string, second: string | undefined, options: Columns): Collected {
  const rules = { normalise: options.normalise, dropDuplicates: true };
  if (options.format !== 'parallel') return tableOf(text, options, rules);
  if (second === undefined)
    throw new UnrollError(
      'bad-options',
      'Parallel texts come in two files, one sentence a line in each. Give the second file too.',
    );
  const { lines, ...collection } = pairsFromTexts(text, second, rules);
  const [source, target] = lines;
  const uneven = `The two texts have ${source} and ${target} lines: from the first line that is missing on, pairs do not belong together. Check the first pairs and the last.`;
  return { ...collection, notes: source === target ? [] : [uneven] };
}

const separatorNames = { '\t': 'tabs', ';': 'semicolons', ',': 'commas' } as const;

/** The columns 1 and 2 are taken unless they hold no words; the separator is whatever the table has. */
function tableOf(text: string, options: Columns, rules: { normalise: boolean; dropDuplicates: boolean }): Collected {
  const usual = options.sourceColumn === 0 && options.targetColumn === 1;
  const found = (usual ? undefined : detectPairs(text, options)) ?? detectPairs(text);
  const columns = {
    separator: found?.separator ?? (options.format === 'csv' ? ',' : '\t'),
    source: usual ? (found?.sourceColumn ?? 0) : options.sourceColumn,
    target: usual ? (found?.targetColumn ?? 1) : options.targetColumn,
    header: options.header || (found?.header ?? false),
  } as const;
  const collection = pairsFromTable(text, columns, rules);
  const first = collection.pairs[0];
  if (!first) return { ...collection, notes: [] };
  const note = `Columns ${columns.source + 1} and ${columns.target + 1}, separated by ${separatorNames[columns.separator]}${columns.header ? ', below a row that names them' : ''}. The first pair: ${first.source} → ${first.target}`;
  return { ...collection, notes: [note] };
}

/** @throws UnrollError 'text-too-short' for fewer than two pairs that can be used */
export function preparePairs(
  { name, pairs, dropped, notes: read }: ReadPairs,
  text: PairTextOptions,
  validationFraction: number,
): PreparedPairs {
  if (pairs.length < 2) throw tooFew(name, pairs.length, dropped, text);
  const split = splitPairs(pairs, validationFraction);
  const { training: trainingPairs, heldOut: heldOutPairs } = split;
  const heldOut = heldOutPairs.length;
  const notes = [...read];
  if (heldOut === 0 && validationFraction > 0)
    notes.push('There are too few pairs to hold some of them out, so there is no validation curve.');
  const options = corpusOptions(text);
  let training = encodePairs(trainingPairs, options);
  if (text.minFrequency > 1 && knowsNothing(training)) {
    training = encodePairs(trainingPairs, { ...options, minFrequency: 1 });
    notes.push(`No word occurs ${text.minFrequency} times, so all words are kept.`);
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

/** "4 990 pairs; left out: 3 without a second column, 7 longer than 20 tokens." */
function pairsNote(kept: number, dropped: DroppedPairs, text: PairTextOptions): string {
  const reasons = reasonsOf(dropped, text);
  const end = reasons.length === 0 ? 'none was left out.' : `left out: ${reasons.join(', ')}.`;
  return `${kept} sentence pairs; ${end}`;
}

function reasonsOf(dropped: DroppedPairs, { format, maxLength }: PairTextOptions): string[] {
  const lonely = format === 'parallel' ? 'that only one of the texts has' : 'without a second column';
  const reasons: [number, string][] = [
    [dropped.ragged, lonely],
    [dropped.empty, 'with an empty side'],
    [dropped.duplicate, 'that are there already'],
    [dropped.tooLong, `longer than ${maxLength} tokens`],
  ];
  return reasons.filter(([count]) => count > 0).map(([count, reason]) => `${count} ${reason}`);
}

const formats = {
  tsv: 'Write each pair on a line of its own: source, tab, target.',
  csv: 'Check which two columns hold the sentences.',
  parallel: 'Line n of the second text must translate line n of the first.',
} as const;

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
      `All ${tooLong} pairs of "${name}" are longer than ${text.maxLength} tokens. Raise the longest sentence (--max-length) to ${lengthNeeded(pairs, text)}, or have longer ones cut (--too-long truncate).`,
    );
  const found = usable === 0 ? 'no sentence pair that can be used' : 'only 1 sentence pair that can be used';
  const reasons = reasonsOf(dropped, text);
  const left = reasons.length === 0 ? '' : ` (left out: ${reasons.join(', ')})`;
  return new UnrollError(
    'text-too-short',
    `"${name}" has ${found}${left}; at least 2 are needed. ${formats[text.format]}`,
  );
}

/** The length that lets nine in ten of the pairs in. */
function lengthNeeded(pairs: readonly SentencePair[], text: PairTextOptions): number {
  const lengthOf = (sentence: string): number => readSentence(sentence, text).tokens.length + 1;
  const lengths = pairs.map(({ source, target }) => Math.max(lengthOf(source), lengthOf(target))).sort((a, b) => a - b);
  return lengths[Math.ceil(0.9 * (lengths.length - 1))]!;
}
