/** The text before it is cut into tokens. */
import { createHash } from 'node:crypto';

const byteOrderMark = /^\uFEFF/;

/** One kind of line end: CRLF and lone CR become LF; a leading byte order mark goes. */
export function normaliseNewlines(text: string): string {
  const unmarked = text.replace(byteOrderMark, '');
  return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
}

/** The notes' clean-up of one line: everything but A-Z becomes a space, trimmed, lower case. */
export function cleanLine(line: string): string {
  return line
    .replace(/[^A-Za-z]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** The lines of a text, their ends left out; an end at the end of the text opens no further line. */
export function* linesIn(text: string): Generator<string, void, void> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield end < 0 ? text.slice(start) : text.slice(start, end);
    start = end < 0 ? text.length : end + 1;
  }
}

/** All lines of a text after the notes' clean-up; lines left empty stay, as empty strings. */
export function cleanLines(text: string): string[] {
  return Array.from(linesIn(normaliseNewlines(text)), cleanLine);
}

/** The SHA-256 of a text, whatever ends its lines: the same text is known by it. Hexadecimal. */
export const digestOfText = (text: string): string =>
  createHash('sha256').update(normaliseNewlines(text)).digest('hex');
