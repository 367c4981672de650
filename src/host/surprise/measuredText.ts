/** The surprise of each word of a text that is being edited: the measured words of each line, and the next piece to measure. */
import { charactersAtOnce, type SurprisingWord } from '../../protocol/surprisal';

/** A word in its line; columns in UTF-16 units. */
export interface MeasuredWord extends Pick<SurprisingWord, 'from' | 'to' | 'bits' | 'unknown'> {
  /** Characters before and after the word that are predicted with it. */
  lead: number;
  tail: number;
}

interface Line {
  words: readonly MeasuredWord[];
  /** The number of measured characters, including the line's end; `words` beyond it are from before an edit. */
  done: number;
}

/** The current text. */
export interface TextLines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** The text of one request. */
export interface Piece {
  line: number;
  column: number;
  text: string;
  parts: { line: Line; column: number; at: number; length: number }[];
}

/** Lines from `first` to `last`, both included. */
export interface Span {
  first: number;
  last: number;
}

/** After this many measured characters only visible lines are measured. */
const mostCharacters = 2_000_000;
/** The number of lines below an edit that are measured again; further down the difference is small. */
const linesBelow = 2;

/** Shared, because a text may have a million lines. */
const none: readonly MeasuredWord[] = [];
const fresh = (words = none): Line => ({ words, done: 0 });

export class MeasuredText {
  private readonly lines: Line[];
  private measuredCharacters = 0;
  /** The line from which the search for unmeasured lines starts; it goes down and then on from the top. */
  private from = 0;
  /** All lines are measured: the search is skipped until the next edit. */
  private complete = false;

  constructor(private readonly text: TextLines) {
    this.lines = Array.from({ length: text.lineCount }, () => fresh());
  }

  /** The number of characters measured so far; characters that are measured again count again. */
  get characters(): number {
    return this.measuredCharacters;
  }

  words(line: number): readonly MeasuredWord[] {
    return this.lines[line]?.words ?? [];
  }

  *all(): Generator<{ line: number; words: readonly MeasuredWord[] }> {
    for (const [line, { words }] of this.lines.entries()) yield { line, words };
  }

  /** Replaces the range from `start` to `end` by `text`. To be called after the text has changed, for several edits from the last to the first. */
  edit(start: { line: number; character: number }, end: { line: number; character: number }, text: string): void {
    const added = text.split('\n').length;
    const last = text.length - text.lastIndexOf('\n') - 1;
    const first = this.lines[start.line] ?? fresh();
    const before = first.words.filter(({ to }) => to <= start.character);
    const shift = (added === 1 ? start.character + last : last) - end.character;
    const behind = (this.lines[end.line] ?? fresh()).words
      .filter(({ from }) => from >= end.character)
      .map(word => ({ ...word, from: word.from + shift, to: word.to + shift }));
    const made =
      added === 1
        ? [fresh([...before, ...behind])]
        : [fresh(before), ...Array.from({ length: added - 2 }, () => fresh()), fresh(behind)];
    this.lines.splice(start.line, end.line - start.line + 1, ...made);
    for (let line = start.line + added; line < start.line + added + linesBelow && line < this.lines.length; line++)
      this.lines[line] = fresh(this.lines[line]!.words);
    this.from = Math.min(this.from, start.line);
    this.complete = false;
  }

  /** The next piece to measure: visible lines, then lines below them, then the rest from the top; undefined when all are measured. */
  next(seen: readonly Span[]): Piece | undefined {
    for (const { first, last } of seen)
      for (let line = first; line <= last && line < this.lines.length; line++)
        if (!this.isDone(line)) return this.pieceAt((this.from = line));
    if (this.complete || this.measuredCharacters > mostCharacters) return undefined;
    const { length } = this.lines;
    for (let looked = 0; looked < length; looked++) {
      const line = (this.from + looked) % length;
      if (!this.isDone(line)) return this.pieceAt((this.from = line));
    }
    this.complete = true;
    return undefined;
  }

  /** Adds the result of a piece; lines that were edited since the request are not changed. */
  add({ parts }: Piece, words: readonly SurprisingWord[]): void {
    let next = 0;
    for (const { line, column, at, length } of parts) {
      const known = column === 0 ? [] : [...line.words];
      for (; next < words.length && words[next]!.from < at + length; next++) {
        const { from, to, start, end, bits, unknown } = words[next]!;
        const place = { from: from - at + column, to: to - at + column };
        known.push({ ...place, lead: from - start, tail: end - to, bits, unknown });
      }
      line.words = known;
      line.done = column + length;
      this.measuredCharacters += length;
    }
  }

  private isDone(line: number): boolean {
    return this.lines[line]!.done > this.text.lineAt(line).text.length;
  }

  private pieceAt(first: number): Piece {
    const column = this.lines[first]!.done;
    const piece: Piece = { line: first, column, text: '', parts: [] };
    for (let number = first; number < this.lines.length && piece.text.length < charactersAtOnce; number++) {
      const line = this.lines[number]!;
      if (number > first && this.isDone(number)) break;
      const from = number === first ? column : 0;
      const rest = `${this.text.lineAt(number).text}\n`.slice(from);
      const room = charactersAtOnce - piece.text.length;
      const taken = rest.length > charactersAtOnce && number === first ? rest.slice(0, cutBefore(rest, room)) : rest;
      if (number > first && rest.length > charactersAtOnce) break;
      piece.parts.push({ line, column: from, at: piece.text.length, length: taken.length });
      piece.text += taken;
      if (taken.length < rest.length) break;
    }
    return piece;
  }
}

/** Where a long line is cut: before its last white space within `room` characters, never inside a surrogate pair. */
function cutBefore(text: string, room: number): number {
  const blank = text.slice(0, room).search(/\s\S*$/);
  if (blank > 0) return blank;
  return /[\ud800-\udbff]$/.test(text.slice(0, room)) ? room - 1 : room;
}
