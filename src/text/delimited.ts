/** Rows and columns of plain text. */
import { normaliseNewlines, visitLines } from './clean';

/** Tab-separated values: no quoting; blank lines are left out. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  visitLines(normaliseNewlines(text), line => {
    if (line.trim() !== '') rows.push(line.split('\t'));
  });
  return rows;
}

/** A field, quoted or not, and what ends it. */
const field = /(?:"((?:[^"]|"")*)"|([^,\n"][^,\n]*)?)([^,\n]*)(,|\n|$)/y;

/**
 * Comma-separated values by RFC 4180: a field in double quotes may hold commas, line ends and doubled quotes. Text between a closing
 * quote and the next comma is kept as it is, an unclosed quote is a character like any other; blank lines are left out.
 */
export function parseCsv(text: string): string[][] {
  const plain = normaliseNewlines(text);
  const rows: string[][] = [];
  let row: string[] = [];
  field.lastIndex = 0;
  while (field.lastIndex < plain.length || row.length > 0) {
    const match = field.exec(plain);
    if (match === null) break;
    const [, quoted, bare = '', rest = '', end] = match;
    row.push((quoted === undefined ? bare : quoted.replaceAll('""', '"')) + rest);
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}
