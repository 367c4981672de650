/** Rows and columns of plain text. */
import { normaliseNewlines, linesIn } from '../tokens/clean';

/** Tab-separated values: no quoting; blank lines are left out. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of linesIn(normaliseNewlines(text))) if (line.trim() !== '') rows.push(line.split('\t'));
  return rows;
}

/**
 * Comma-separated values by RFC 4180: a field in double quotes may hold commas, line ends and doubled quotes. Text between a closing
 * quote and the next comma is kept as it is, an unclosed quote is a character like any other; blank lines are left out.
 */
export function parseCsv(text: string): string[][] {
  const plain = normaliseNewlines(text);
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= plain.length;) {
    const { value, end } = readField(plain, at);
    row.push(value);
    at = end + 1;
    if (plain[end] === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

/** The field that begins at `at`, and where the comma, line end or end of text behind it stands. */
function readField(text: string, at: number): { value: string; end: number } {
  const closing = text[at] === '"' ? closingQuote(text, at + 1) : -1;
  const separator = /[,\n]/g;
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
