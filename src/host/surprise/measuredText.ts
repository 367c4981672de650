/** How surprising each word of a text is that is being edited: what is known of each line, and what has to be asked next. */
import type { SurprisingWord } from '../../protocol/surprisal';

/** A word in its line; columns in UTF-16 units. */
export interface MeasuredWord extends Pick<SurprisingWord, 'from' | 'to' | 'bits' | 'unknown'> {
  /** Characters before and behind the word that are predicted with it. */
  lead: number;
  tail: number;
}

interface Line {
  words: readonly MeasuredWord[];
  /** So many characters are measured, the line's end with them; what `words` holds beyond is from before an edit. */
  done: number;
}

/** The text as it is now. */
export interface TextLines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** What is asked at once. */
export interface Piece {
  line: number;
  column: number;
  text: string;
  parts: { line: Line; column: number; at: number; length: number }[];
}

/** Lines from `first` to `last`, that one included. */
export interface Span {
  first: number;
  last: number;
}

/** A moment's work, so that ghost text does not wait for long. */
const charactersAtOnce = 2000;
/** Of a longer text only what is seen is measured beyond that. */
const mostCharacters = 2_000_000;
/** After an edit so many lines below it are asked again: further down the difference is small. */
const linesBelow = 2;

/** One for all: a text may have a million lines. */
const none: readonly MeasuredWord[] = [];
const fresh = (words = none): Line => ({ words, done: 0 });

export class MeasuredText {
  private readonly lines: Line[];
  private measuredCharacters = 0;
  /** The line from which what is not seen is looked through, down and on from the top. */
  private from = 0;
  /** Nothing is left: not looked for again until something changes. */
  private complete = false;

  constructor(private readonly text: TextLines) {
    this.lines = Array.from({ length: text.lineCount }, () => fresh());
  }

  /** So many have been measured, again after edits included. */
  get characters(): number {
    return this.measuredCharacters;
  }

  words(line: number): readonly MeasuredWord[] {
    return this.lines[line]?.words ?? [];
  }

  *all(): Generator<{ line: number; words: readonly MeasuredWord[] }> {
    for (const [line, { words }] of this.lines.entries()) yield { line, words };
  }

  /** What was replaced: from one place to another, by `text`. To be told after the text has changed, of edits from the end to the start. */
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

  /** What is seen first, then what stands below it, then the rest from the top; undefined when nothing is left. */
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

  /** What was found in a piece; what was edited meanwhile is left as it is. */
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

/** Where a long line is cut: before its last blank within `room`. */
function cutBefore(text: string, room: number): number {
  const blank = text.slice(0, room).search(/\s\S*$/);
  if (blank > 0) return blank;
  return /[\ud800-\udbff]$/.test(text.slice(0, room)) ? room - 1 : room;
}
