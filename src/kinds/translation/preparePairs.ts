/** Sentence pairs made ready for training: read, split, encoded. */
import { createHash } from 'node:crypto';
import { UnrollError } from '../../protocol/errors';
import type { PairTextOptions } from '../../options/translation';
import type { TextSource } from '../../protocol/textSource';
import { pairTokeniser } from '../../text/pairs/pairLanguage';
import {
  encodePairs,
  encodePairsWith,
  reservedTokens,
  type PairCorpus,
  type PairCorpusOptions,
} from '../../text/pairs/pairCorpus';
import {
  pairsFromCsv,
  pairsFromTexts,
  pairsFromTsv,
  type DroppedPairs,
  type SentencePair,
} from '../../text/pairs/pairs';
import { readSource } from '../../training/readSource';

export interface PairSources {
  source: TextSource;
  target?: TextSource;
}

export interface ReadPairs {
  name: string;
  pairs: SentencePair[];
  dropped: DroppedPairs;
  sha256: string;
  characters: number;
}

export interface PreparedPairs {
  training: PairCorpus;
  /** Undefined: nothing is held out. */
  validation: PairCorpus | undefined;
  heldOutPairs: SentencePair[];
  notes: string[];
}

/** Below this, nothing is held out. */
const fewestPairsToSplit = 20;

type Columns = Pick<PairTextOptions, 'format' | 'sourceColumn' | 'targetColumn' | 'header' | 'normalise' | 'maxPairs'>;

/** @throws UnrollError as `readSource` does, and 'bad-options' for parallel texts of which one is missing */
export async function readPairs({ source, target }: PairSources, options: Columns): Promise<ReadPairs> {
  const text = await readSource(source);
  const second = target && (await readSource(target));
  const { pairs, dropped } = collectionOf(text, second, options);
  const hash = createHash('sha256').update(text);
  if (second !== undefined) hash.update('\0').update(second);
  return {
    name: source.name,
    pairs: options.maxPairs > 0 ? pairs.slice(0, options.maxPairs) : pairs,
    dropped,
    sha256: hash.digest('hex'),
    characters: text.length + (second?.length ?? 0),
  };
}

function collectionOf(text: string, second: string | undefined, options: Columns) {
  const rules = { normalise: options.normalise, dropDuplicates: true };
  switch (options.format) {
    case 'tsv':
      return pairsFromTsv(text, rules);
    case 'csv':
      return pairsFromCsv(
        text,
        { source: options.sourceColumn, target: options.targetColumn, header: options.header },
        rules,
      );
    case 'parallel':
      if (second === undefined)
        throw new UnrollError(
          'bad-options',
          'Parallel texts come in two files, one sentence a line in each. Give the second file too.',
        );
      return pairsFromTexts(text, second, rules);
  }
}

/** @throws UnrollError 'text-too-short' for fewer than two pairs that can be used */
export function preparePairs(
  { name, pairs, dropped }: ReadPairs,
  text: PairTextOptions,
  validationFraction: number,
): PreparedPairs {
  if (pairs.length < 2) throw tooFew(name, pairs.length, dropped, text);
  const heldOut = pairs.length < fewestPairsToSplit ? 0 : Math.floor(pairs.length * validationFraction);
  const trainingPairs = pairs.slice(0, pairs.length - heldOut);
  const heldOutPairs = pairs.slice(pairs.length - heldOut);
  const notes: string[] = [];
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
  if (training.source.count < 2) throw tooFew(name, training.source.count, { ...dropped, tooLong }, text);
  const kept = training.source.count + (validation?.source.count ?? 0);
  notes.unshift(pairsNote(kept, { ...dropped, tooLong }, text));
  return { training, validation: validation?.source.count ? validation : undefined, heldOutPairs, notes };
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

function tooFew(name: string, usable: number, dropped: DroppedPairs, text: PairTextOptions): UnrollError {
  const found = usable === 0 ? 'no sentence pair that can be used' : 'only 1 sentence pair that can be used';
  const reasons = reasonsOf(dropped, text);
  const left = reasons.length === 0 ? '' : ` (left out: ${reasons.join(', ')})`;
  return new UnrollError(
    'text-too-short',
    `"${name}" has ${found}${left}; at least 2 are needed. ${formats[text.format]}`,
  );
}
