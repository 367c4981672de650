/** What kind of sentence pairs a text holds, judged by its beginning. */
import { parseCsv } from './delimited';
import { normaliseNewlines } from '../tokens/clean';

/** The same fields as the protocol's answer. */
export interface FoundPairs {
  format: 'tsv' | 'csv';
  /** 0 is the first. */
  sourceColumn: number;
  targetColumn: number;
  /** Whether the first row names the columns. */
  header: boolean;
  /** The first pair, to be shown. */
  example: { source: string; target: string };
}

/** Rows that are looked at. */
const looked = 200;
/** Share of the rows that must have the columns. */
const wanted = 0.7;
const columnNames = /^(source|target|src|tgt|from|to|input|output|text|translation|sentence|question|answer)\b/i;

/** Undefined for a text that is no table of two columns or more; a table of numbers is none either. */
export function detectPairs(text: string): FoundPairs | undefined {
  const beginning = normaliseNewlines(text.slice(0, 100_000));
  const lines = beginning.split('\n').filter(line => line.trim() !== '');
  const tabbed = lines.slice(0, looked).map(line => line.split('\t'));
  if (tabbed.length > 0 && shareWith(tabbed, 2) >= wanted) return foundIn(tabbed, 'tsv', 0, 1, false);
  return detectCsv(parseCsv(beginning).slice(0, looked));
}

function detectCsv(rows: string[][]): FoundPairs | undefined {
  const width = commonest(rows.map(row => row.length));
  const whole = rows.filter(row => row.length === width);
  if (width < 2 || whole.length < wanted * rows.length) return undefined;
  const columns = Array.from({ length: width }, (_, index) => index);
  const words = columns.filter(column => shareOfWords(whole, column) >= wanted);
  const [sourceColumn, targetColumn] = longestTwo(whole, words);
  if (sourceColumn === undefined || targetColumn === undefined) return undefined;
  return foundIn(whole, 'csv', sourceColumn, targetColumn, hasHeader(whole, [sourceColumn, targetColumn]));
}

function foundIn(
  rows: readonly string[][],
  format: FoundPairs['format'],
  sourceColumn: number,
  targetColumn: number,
  header: boolean,
): FoundPairs {
  const row = rows.slice(header ? 1 : 0).find(cells => cells[sourceColumn] && cells[targetColumn]) ?? [];
  const example = { source: row[sourceColumn] ?? '', target: row[targetColumn] ?? '' };
  return { format, sourceColumn, targetColumn, header, example };
}

const shareWith = (rows: readonly string[][], columns: number): number =>
  rows.filter(row => row.length >= columns).length / rows.length;

const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell));

const shareOfWords = (rows: readonly string[][], column: number): number =>
  rows.filter(row => /\p{L}/u.test(row[column] ?? '')).length / rows.length;

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
  if (columns.every(column => columnNames.test(first[column] ?? ''))) return true;
  return first.some((cell, column) => !isNumber(cell) && rest.length > 0 && rest.every(row => isNumber(row[column]!)));
}
