/** Sentence pairs from the files people have. */
import { linesIn, normaliseNewlines } from '../tokens/clean';
import { parseCsv, parseTsv } from './delimited';
import { setPunctuationApart } from './punctuation';

export interface SentencePair {
  source: string;
  target: string;
  /** Who wrote them; the licence of Tatoeba's pairs asks that it stays. */
  attribution?: string;
}

/** Why rows were left out, and how many. */
export interface DroppedPairs {
  /** Fewer than two columns, or lines that only one of two parallel texts has. */
  ragged: number;
  /** One side empty. */
  empty: number;
  /** The same source and target as an earlier pair. */
  duplicate: number;
  /** A side with more tokens than allowed. */
  tooLong: number;
}

export interface PairCollection {
  pairs: SentencePair[];
  dropped: DroppedPairs;
}

export interface PairOptions {
  /** The notes' normalisation of sentences. */
  normalise: boolean;
  dropDuplicates: boolean;
}

/** The notes' normalisation: punctuation set apart, lower case. */
export const normaliseSentence = (sentence: string): string => setPunctuationApart(sentence).toLowerCase();

type Row = readonly (string | undefined)[];

function collect(rows: Iterable<Row>, options: PairOptions): PairCollection {
  const pairs: SentencePair[] = [];
  const dropped: DroppedPairs = { ragged: 0, empty: 0, duplicate: 0, tooLong: 0 };
  const seen = new Set<string>();
  const tidy = (side: string): string => (options.normalise ? normaliseSentence(side) : side).trim();
  for (const [first, second, attribution] of rows) {
    if (first === undefined || second === undefined) {
      dropped.ragged++;
      continue;
    }
    const [source, target] = [tidy(first), tidy(second)];
    const key = `${source}\t${target}`;
    if (source === '' || target === '') dropped.empty++;
    else if (options.dropDuplicates && seen.has(key)) dropped.duplicate++;
    else pairs.push(attribution === undefined ? { source, target } : { source, target, attribution });
    if (options.dropDuplicates) seen.add(key);
  }
  return { pairs, dropped };
}

/** Tatoeba's form: source, target and, if there is one, attribution, separated by tabs. */
export function pairsFromTsv(text: string, options: PairOptions): PairCollection {
  return collect(parseTsv(text), options);
}

/** Two texts, line by line; lines blank in both are left out. */
export function pairsFromTexts(source: string, target: string, options: PairOptions): PairCollection {
  const [sources, targets] = [linesOf(source), linesOf(target)];
  const rows: Row[] = [];
  for (let i = 0; i < Math.max(sources.length, targets.length); i++) {
    const blank = (sources[i] ?? '').trim() === '' && (targets[i] ?? '').trim() === '';
    if (!blank) rows.push([sources[i], targets[i]]);
  }
  return collect(rows, options);
}

export interface CsvColumns {
  /** 0 is the first. */
  source: number;
  target: number;
  /** Whether the first row names the columns. */
  header: boolean;
}

/** Two columns of comma-separated values. */
export function pairsFromCsv(text: string, columns: CsvColumns, options: PairOptions): PairCollection {
  const rows = parseCsv(text).slice(columns.header ? 1 : 0);
  return collect(
    rows.map(row => [row[columns.source], row[columns.target]]),
    options,
  );
}

const linesOf = (text: string): string[] => [...linesIn(normaliseNewlines(text))];
