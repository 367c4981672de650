/** What kind of sentence pairs a text holds, judged by its beginning. */
import { beginning, candidatesFor, isHeader, sampleOf, type AskedForm, type Separator } from '../tables/delimited';
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

/** 0 is the first column; -1: found, one that holds words. */
export interface AskedColumns {
  sourceColumn: number;
  targetColumn: number;
}

export const foundColumns: AskedColumns = { sourceColumn: -1, targetColumn: -1 };

/** Share of a column's cells that must have letters. */
const minShare = 0.7;

/**
 * Undefined for a text that is no table of two columns of words.
 * @param asked what a person says of it; the rest is found
 */
export function detectPairs(text: string, asked: AskedColumns & AskedForm): FoundPairs | undefined {
  const { text: rows, separators } = candidatesFor(normaliseNewlines(beginning(text)), asked.separator);
  for (const separator of separators) {
    const found = foundIn(rows, separator, asked);
    if (found) return found;
  }
  return undefined;
}

function foundIn(text: string, separator: Separator, asked: AskedColumns & AskedForm): FoundPairs | undefined {
  const sample = sampleOf(text, separator);
  if (!sample) return undefined;
  const { width, whole } = sample;
  const [sourceColumn, targetColumn] = columnsOf(whole, width, separator, asked);
  if (sourceColumn === undefined || targetColumn === undefined || Math.max(sourceColumn, targetColumn) >= width)
    return undefined;
  const header = isHeader(asked, hasHeader(whole, [sourceColumn, targetColumn]));
  const pairs = whole.slice(header ? 1 : 0);
  const row = pairs.find(cells => cells[sourceColumn] && cells[targetColumn]) ?? [];
  return {
    format: separator === '\t' ? 'tsv' : 'csv',
    separator,
    sourceColumn,
    targetColumn,
    header,
    example: { source: row[sourceColumn] ?? '', target: row[targetColumn] ?? '' },
    wordsOccurOnce: occurOnce(pairs.map(cells => cells[targetColumn] ?? '')),
  };
}

/** Those asked for; for each that is not, the next that holds words. */
function columnsOf(
  rows: readonly string[][],
  width: number,
  separator: Separator,
  { sourceColumn, targetColumn }: AskedColumns,
): (number | undefined)[] {
  if (sourceColumn >= 0 && targetColumn >= 0) return [sourceColumn, targetColumn];
  const words = columnsOfWords(rows, width, separator);
  if (sourceColumn < 0 && targetColumn < 0) return words;
  const given = Math.max(sourceColumn, targetColumn);
  const other = words.find(column => column !== given);
  return sourceColumn >= 0 ? [sourceColumn, other] : [other, targetColumn];
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
