/**
 * Rows and columns of plain text. Not by a library: which separator and columns hold sentences is ours to find in any case, and
 * Tatoeba's tables have quotes that quote nothing; what a library could do is the few lines of `parseCsv`.
 */
import { normaliseNewlines, linesIn } from '../tokens/clean';

/** Separators, the surest first: few sentences hold a tab, many a comma. */
export const separators = ['\t', ';', ','] as const;
export type Separator = (typeof separators)[number];

/** The separator that the first line names, as spreadsheets write it, and the text without that line. */
export function namedSeparator(text: string): { separator: Separator | undefined; text: string } {
  const match = /^\uFEFF?sep=(.)?\r?\n/i.exec(text);
  const separator = separators.find(candidate => candidate === (match?.[1] ?? ''));
  return match && separator !== undefined ? { separator, text: text.slice(match[0].length) } : { separator, text };
}

export const parseTable = (text: string, separator: Separator): string[][] =>
  separator === '\t' ? parseTsv(text) : parseCsv(text, separator);

/** Tab-separated values: no quoting; blank lines are left out. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of linesIn(normaliseNewlines(text))) if (line.trim() !== '') rows.push(line.split('\t'));
  return rows;
}

/**
 * Values separated by commas or semicolons, by RFC 4180: a field in double quotes may hold separators, line ends and doubled quotes. Text between a closing
 * quote and the next separator is kept as it is, an unclosed quote is a character like any other; blank lines are left out.
 */
export function parseCsv(text: string, separator: Exclude<Separator, '\t'> = ','): string[][] {
  const plain = normaliseNewlines(text);
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= plain.length;) {
    const { value, end } = readField(plain, at, separator);
    row.push(value);
    at = end + 1;
    if (plain[end] === separator) continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

/** The field that begins at `at`, and where the separator, line end or end of text behind it stands. */
function readField(text: string, at: number, comma: string): { value: string; end: number } {
  const closing = text[at] === '"' ? closingQuote(text, at + 1) : -1;
  const separator = comma === ';' ? /[;\n]/g : /[,\n]/g;
  separator.lastIndex = closing < 0 ? at : closing + 1;
  const end = separator.exec(text)?.index ?? text.length;
  if (closing < 0) return { value: text.slice(at, end), end };
  return { value: text.slice(at + 1, closing).replaceAll('""', '"') + text.slice(closing + 1, end), end };
}

/** Where the quoted part ends, or -1: a doubled quote does not end it. */
function closingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote;
}
