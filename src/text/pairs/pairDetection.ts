/** What kind of sentence pairs a text holds, judged by its beginning. */
import { namedSeparator, parseTable, separators, type Separator } from './delimited';
import { namesColumn, nameDifferentColumns } from './columnNames';
import { normaliseNewlines } from '../tokens/clean';

/** The same fields as the protocol's answer. */
export interface FoundPairs {
  format: 'tsv' | 'csv';
  separator: Separator;
  /** 0 is the first. */
  sourceColumn: number;
  targetColumn: number;
  /** Whether the first row names the columns. */
  header: boolean;
  /** The first pair, to be shown. */
  example: { source: string; target: string };
  /** Most words of the targets occur once: dates, codes, spellings. Words teach nothing then, characters do. */
  wordsOccurOnce: boolean;
}

export interface AskedColumns {
  sourceColumn: number;
  targetColumn: number;
}

const inspectedRows = 200;
const inspectedCharacters = 100_000;
/** Share of the rows that must have the columns, and of a column's cells that must have letters. */
const minShare = 0.7;

/**
 * Undefined for a text that is no table of two columns of words.
 * @param asked the columns to take; without them those that hold words
 */
export function detectPairs(text: string, asked?: AskedColumns): FoundPairs | undefined {
  const named = namedSeparator(normaliseNewlines(text.slice(0, inspectedCharacters)));
  const candidates = named.separator === undefined ? separators : [named.separator];
  for (const separator of candidates) {
    const rows = parseTable(named.text, separator).slice(0, inspectedRows);
    const found = foundIn(rows, separator, asked);
    if (found) return found;
  }
  return undefined;
}

/** Columns 1 and 2, which nobody had to ask for. */
export const takesUsual = ({ sourceColumn, targetColumn }: AskedColumns): boolean =>
  sourceColumn === 0 && targetColumn === 1;

/** As `detectPairs`: the columns asked for if they are there, else those that hold words. */
export const findPairs = (text: string, asked: AskedColumns): FoundPairs | undefined =>
  (takesUsual(asked) ? undefined : detectPairs(text, asked)) ?? detectPairs(text);

function foundIn(rows: string[][], separator: Separator, asked?: AskedColumns): FoundPairs | undefined {
  const width = commonest(rows.map(row => row.length));
  // Tatoeba leaves the third column out where it has nothing to say.
  const whole = rows.filter(row => (separator === '\t' ? row.length >= 2 : row.length === width));
  if (width < 2 || whole.length < minShare * rows.length) return undefined;
  const [sourceColumn, targetColumn] = asked
    ? [asked.sourceColumn, asked.targetColumn]
    : columnsOfWords(whole, width, separator);
  if (sourceColumn === undefined || targetColumn === undefined || Math.max(sourceColumn, targetColumn) >= width)
    return undefined;
  const header = hasHeader(whole, [sourceColumn, targetColumn]);
  const row = whole.slice(header ? 1 : 0).find(cells => cells[sourceColumn] && cells[targetColumn]) ?? [];
  const example = { source: row[sourceColumn] ?? '', target: row[targetColumn] ?? '' };
  const wordsOccurOnce = occurOnce(whole.slice(header ? 1 : 0).map(cells => cells[targetColumn] ?? ''));
  return {
    format: separator === '\t' ? 'tsv' : 'csv',
    separator,
    sourceColumn,
    targetColumn,
    header,
    example,
    wordsOccurOnce,
  };
}

/** Whether more than half of the words in a column of cells occur nowhere else in it. */
function occurOnce(cells: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const cell of cells)
    for (const word of cell.split(/\s+/)) if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return cells.length >= 20 && [...counts.values()].filter(count => count === 1).length > all / 2;
}

/** Of a tab-separated table the first two (the third names authors), else the two with most to read. */
function columnsOfWords(rows: readonly string[][], width: number, separator: Separator): number[] {
  const columns = Array.from({ length: width }, (_, index) => index);
  const lettered = columns.filter(column => share(rows, column, hasLetter) >= minShare);
  // Dates and codes are written in other signs, but are no numbers.
  const words = lettered.length >= 2 ? lettered : columns.filter(column => share(rows, column, isSigns) >= minShare);
  return separator === '\t' ? words : longestTwo(rows, words);
}

const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell));

const hasLetter = (cell: string): boolean => /\p{L}/u.test(cell);
const isSigns = (cell: string): boolean => hasLetter(cell) || (/\p{N}/u.test(cell) && !isNumber(cell));

const share = (rows: readonly string[][], column: number, is: (cell: string) => boolean): number =>
  rows.filter(row => is(row[column] ?? '')).length / rows.length;

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[number, number]>((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

/** The two columns with most to read, in their order. */
function longestTwo(rows: readonly string[][], columns: readonly number[]): number[] {
  const length = (column: number): number => rows.reduce((sum, row) => sum + (row[column] ?? '').length, 0);
  return columns
    .toSorted((a, b) => length(b) - length(a))
    .slice(0, 2)
    .sort((a, b) => a - b);
}

/** The first row names columns when it says so, or when it has words where all other rows have numbers. */
function hasHeader(rows: readonly string[][], columns: readonly number[]): boolean {
  const [first = [], ...rest] = rows;
  const names = columns.map(column => first[column] ?? '');
  if (names.every(namesColumn) && nameDifferentColumns(names)) return true;
  return first.some(
    (cell, column) => !isNumber(cell) && rest.length > 0 && rest.every(row => isNumber(row[column] ?? '')),
  );
}
