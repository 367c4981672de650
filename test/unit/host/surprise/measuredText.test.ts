import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MeasuredText, type Piece, type Span } from '../../../../src/host/surprise/measuredText';
import { neighbour, surprisingPassages } from '../../../../src/host/surprise/passages';
import type { SurprisingWord } from '../../../../src/protocol/surprisal';
import { wordPlaces } from '../../../../src/text/tokens/places';

/** A text that is edited, and a model to which a word is as surprising as it is long. */
class Edited {
  lines: string[];
  readonly asked: string[] = [];
  readonly measured: MeasuredText;

  constructor(text: string) {
    this.lines = text.split('\n');
    const of = (): string[] => this.lines;
    this.measured = new MeasuredText({
      get lineCount() {
        return of().length;
      },
      lineAt: line => ({ text: of()[line]! }),
    });
  }

  ask(piece: Piece): void {
    this.asked.push(piece.text);
    this.measured.add(piece, wordsOf(piece.text));
  }

  askAll(seen: Span[] = []): void {
    for (let piece = this.measured.next(seen); piece; piece = this.measured.next(seen)) this.ask(piece);
  }

  replace(line: number, from: number, endLine: number, to: number, text: string): void {
    const added = `${this.lines[line]!.slice(0, from)}${text}${this.lines[endLine]!.slice(to)}`.split('\n');
    this.lines.splice(line, endLine - line + 1, ...added);
    this.measured.edit({ line, character: from }, { line: endLine, character: to }, text);
  }

  /** The words of all lines, by their places. */
  words(): string[] {
    return this.lines.map((text, line) =>
      this.measured
        .words(line)
        .map(({ from, to }) => text.slice(from, to))
        .join(' '),
    );
  }
}

const wordsOf = (text: string): SurprisingWord[] =>
  wordPlaces(text).map(place => ({
    ...place,
    start: place.from,
    end: place.to,
    bits: 2 * (place.to - place.from),
    unknown: false,
  }));

test('what is seen is asked first, then the rest from the top, and nothing twice', () => {
  const text = Array.from({ length: 200 }, (_, line) => `this is line number ${line}`).join('\n');
  const edited = new Edited(text);
  edited.ask(edited.measured.next([{ first: 150, last: 160 }])!);
  assert.match(edited.asked[0]!, /^this is line number 150\n/);
  edited.askAll();
  assert.match(edited.asked[1]!, /^this is line number 0\n/);
  assert.deepEqual(edited.words(), edited.lines);
  assert.equal(edited.asked.join('').length, text.length + 1);
});

test('a long line is asked in pieces that are cut between words', () => {
  const long = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(' ');
  const edited = new Edited(`first\n${long}\nlast`);
  edited.askAll();
  assert.deepEqual(edited.words(), edited.lines);
  assert.ok(edited.asked.length > 5 && edited.asked.every(text => text.length <= 2100), String(edited.asked.length));
});

test('an edit asks again for its lines and two below; marks stay with their words meanwhile', () => {
  const edited = new Edited('one two three\nfour five\nsix\nseven\neight');
  edited.askAll();
  edited.asked.length = 0;
  edited.replace(0, 4, 0, 7, 'twenty two');
  assert.deepEqual(edited.words(), ['one three', 'four five', 'six', 'seven', 'eight']);
  edited.askAll();
  assert.deepEqual(edited.asked, ['one twenty two three\nfour five\nsix\n']);
  assert.deepEqual(edited.words(), edited.lines);
});

test('lines that are split, joined and deleted keep what is known of the others', () => {
  const edited = new Edited('one two\nthree\nfour\nfive\nsix\nseven');
  edited.askAll();
  edited.replace(0, 3, 0, 4, '\n');
  edited.replace(1, 3, 2, 0, ' ');
  assert.deepEqual(edited.words(), ['one', 'two three', 'four', 'five', 'six', 'seven']);
  edited.replace(2, 0, 4, 0, '');
  edited.askAll();
  assert.deepEqual(edited.words(), ['one', 'two three', 'six', 'seven']);
});

test('what was asked before an edit is not taken for what stands there now', () => {
  const edited = new Edited('one two\nthree');
  const piece = edited.measured.next([])!;
  edited.replace(0, 0, 0, 3, 'other');
  edited.ask(piece);
  edited.askAll();
  assert.deepEqual(edited.words(), edited.lines);
});

test('the passages that surprise most are visited in the order of the text, round its end', () => {
  const edited = new Edited('a b extraordinary improbabilities c\nd e f\na tremendously odd\nh i j');
  edited.askAll();
  const passages = surprisingPassages(edited.measured);
  assert.deepEqual(
    passages.map(({ line, from, to }) => edited.lines[line]!.slice(from, to)),
    ['extraordinary improbabilities', 'tremendously odd'],
  );
  const [first, second] = passages;
  assert.equal(neighbour(passages, { line: 0, character: -1 }, 1), first);
  assert.equal(neighbour(passages, { line: 0, character: 30 }, 1), second);
  assert.equal(neighbour(passages, { line: 3, character: 0 }, 1), first);
  assert.equal(neighbour(passages, { line: 2, character: 2 }, -1), first);
  assert.equal(neighbour(passages, { line: 0, character: 4 }, -1), second);
  assert.equal(neighbour([], { line: 0, character: 0 }, 1), undefined);
});
