/** Sentence pairs from the files people have. */
import { roundsBetweenPauses, type Pausable } from '../pausable';
import { linesIn, normaliseNewlines } from '../tokens/clean';
import { namedSeparator, parseTable, type Separator } from '../tables/delimited';
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

/** A sentence is more work than a round. */
export const pairsBetweenPauses = roundsBetweenPauses >> 7;

type Row = readonly (string | undefined)[];

function* collecting(rows: readonly Row[], options: PairOptions): Pausable<PairCollection> {
  const pairs: SentencePair[] = [];
  const dropped: DroppedPairs = { ragged: 0, empty: 0, duplicate: 0, tooLong: 0 };
  const seen = new Set<string>();
  const tidy = (side: string): string => (options.normalise ? normaliseSentence(side) : side).trim();
  for (const [place, [first, second, attribution]] of rows.entries()) {
    if (place % pairsBetweenPauses === 0) yield;
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

/** Two texts, line by line; lines blank in both are left out. */
export function* pairsFromTexts(
  source: string,
  target: string,
  options: PairOptions,
): Pausable<PairCollection & { lines: [number, number] }> {
  const [sources, targets] = [linesOf(source), linesOf(target)];
  const rows: Row[] = [];
  for (let i = 0; i < Math.max(sources.length, targets.length); i++) {
    const blank = (sources[i] ?? '').trim() === '' && (targets[i] ?? '').trim() === '';
    if (!blank) rows.push([sources[i], targets[i]]);
  }
  return { ...(yield* collecting(rows, options)), lines: [sources.length, targets.length] };
}

export interface TableColumns {
  separator: Separator;
  /** 0 is the first. */
  source: number;
  target: number;
  /** Whether the first row names the columns. */
  header: boolean;
}

/** Two columns of a table. In Tatoeba's form (source, tab, target, tab) what follows the target is its attribution. */
export function* pairsFromTable(text: string, columns: TableColumns, options: PairOptions): Pausable<PairCollection> {
  const { separator, source, target, header } = columns;
  const rows = parseTable(namedSeparator(text).text, separator).slice(header ? 1 : 0);
  const attributed = separator === '\t' && source === 0 && target === 1;
  return yield* collecting(
    rows.map(row => [row[source], row[target], ...(attributed ? [row[2]] : [])]),
    options,
  );
}

const linesOf = (text: string): string[] => [...linesIn(normaliseNewlines(text))];
