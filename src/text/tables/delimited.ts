/**
 * Rows and columns of plain text. Not by a library: which separator and columns hold sentences is ours to find in any case, and
 * Tatoeba's tables have quotes that quote nothing; what a library could do is the few lines of `parseQuoted`.
 */
import { normaliseNewlines, linesIn } from '../tokens/clean';

/** One character or a few: "\t", ";", "|||". */
export type Separator = string;

/** The usual ones, the surest first: few sentences hold a tab, many a comma. */
const separators: readonly Separator[] = ['\t', '|||', ';', ',', '|'];

/** What a person says of a table; '' is found. `header` and `headless` say whether the first row names the columns; without either it is found. */
export interface AskedForm {
  separator: Separator;
  header: boolean;
  headless: boolean;
}

export const foundForm: AskedForm = { separator: '', header: false, headless: false };

/** Whether the first row names the columns, by what was asked, or else by what was found. */
export const isHeader = ({ header, headless }: AskedForm, found: boolean): boolean => header || (!headless && found);

/** The separator that the first line names, as spreadsheets write it, and the text without that line. */
export function namedSeparator(text: string): { separator: Separator | undefined; text: string } {
  const match = /^\uFEFF?"?sep=([^\r\n"]{1,10}?)"?(?:\r\n?|\n)/i.exec(text);
  return match?.[1] === undefined
    ? { separator: undefined, text }
    : { separator: match[1], text: text.slice(match[0].length) };
}

/** Separators that a text may have: that which is asked for, or that its first line names, or the usual ones. @param text without the line that names one */
export function candidatesFor(text: string, asked: Separator): { text: string; separators: readonly Separator[] } {
  const named = namedSeparator(text);
  const one = asked === '' ? named.separator : asked;
  return { text: named.text, separators: one === undefined ? separators : [one] };
}

/** Characters and rows at the beginning that tell what a table is. */
const inspectedCharacters = 100_000;
const inspectedRows = 200;
/** Share of the rows that must have as many columns. */
const minShare = 0.7;

export const beginning = (text: string): string => text.slice(0, inspectedCharacters);

/** The first rows, and how many columns most of them have; undefined where they differ too much or have one alone. */
export function sampleOf(
  text: string,
  separator: Separator,
): { width: number; rows: string[][]; whole: string[][] } | undefined {
  const rows = parseTable(beginning(text), separator).slice(0, inspectedRows);
  const width = commonest(rows.map(row => row.length));
  // Tatoeba leaves the third column out where it has nothing to say.
  const whole = rows.filter(row => (separator === '\t' ? row.length >= 2 : row.length === width));
  return width < 2 || whole.length < minShare * rows.length ? undefined : { width, rows, whole };
}

export function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[number, number]>((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

/** Blank lines are left out. */
export const parseTable = (text: string, separator: Separator): string[][] =>
  separator === '\t' && !quotesQuote(text) ? parseUnquoted(text) : parseQuoted(text, separator);

/** Tab-separated values: no quoting. */
function parseUnquoted(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of linesIn(normaliseNewlines(text))) if (line.trim() !== '') rows.push(line.split('\t'));
  return rows;
}

/**
 * Whether the quotes around cells of a tab-separated table are a spreadsheet's: every cell that begins with one is quoted to its end, and some
 * hold doubled quotes or line ends, or nearly all cells are. In Tatoeba's tables they are the sentence's own.
 */
function quotesQuote(text: string): boolean {
  const cell = /(?<=^|[\t\n])"((?:[^"]|"")*)"(?=$|[\t\n])|(?<=^|[\t\n])"|(?<=^|[\t\n])(?=[^\t\n"])/g;
  let [quoted, needed, plain] = [0, 0, 0];
  const sample = beginning(normaliseNewlines(text));
  for (const { 0: found, 1: inner, index } of sample.matchAll(cell)) {
    if (inner !== undefined) {
      quoted++;
      if (/["\n]/.test(inner)) needed++;
    } else if (found === '') plain++;
    // The last cell may have its end beyond the sample.
    else if (sample.length < inspectedCharacters || /"[\t\n]/.test(sample.slice(index + 1))) return false;
  }
  return needed > 0 || quoted > 9 * plain;
}

/**
 * Separated values by RFC 4180: a field in double quotes may hold separators, line ends and doubled quotes. Text between a closing
 * quote and the next separator is kept as it is; a quote that is not closed, or only amid the text of a later line, is a character like any
 * other.
 */
export function parseQuoted(text: string, separator: Separator): string[][] {
  const plain = normaliseNewlines(text);
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= plain.length;) {
    const { value, end } = readField(plain, at, separator);
    row.push(value);
    if (plain.startsWith(separator, end)) {
      at = end + separator.length;
      continue;
    }
    at = end + 1;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

/** The field that begins at `at`, and where the separator, line end or end of text behind it stands. */
function readField(text: string, at: number, separator: Separator): { value: string; end: number } {
  const closing = text[at] === '"' ? endOfQuoted(text, at, separator) : -1;
  const from = closing < 0 ? at : closing + 1;
  const lineEnd = text.indexOf('\n', from);
  const lineStop = lineEnd < 0 ? text.length : lineEnd;
  const place = text.slice(from, lineStop).indexOf(separator);
  const end = place < 0 ? lineStop : from + place;
  if (closing < 0) return { value: text.slice(at, end), end };
  return { value: text.slice(at + 1, closing).replaceAll('""', '"') + text.slice(closing + 1, end), end };
}

/** Where the part ends that is quoted from `at` on; -1 where the quote is a character like any other. */
function endOfQuoted(text: string, at: number, separator: Separator): number {
  const quote = closingQuote(text, at + 1);
  const [next, behind] = [text[quote + 1], text.startsWith(separator, quote + 1)];
  const isWhole = next === undefined || next === '\n' || behind;
  return quote < 0 || isWhole || !text.slice(at, quote).includes('\n') ? quote : -1;
}

/** Where the quoted part ends, or -1: a doubled quote does not end it. */
function closingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote;
}
