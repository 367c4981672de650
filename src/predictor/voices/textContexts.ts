/** The contexts in which the next symbol is looked up: hashes of what stands before it. */
import { KIND_LINE_END, KIND_SMALL, type Spelling } from './spelling';

/** Where a text stands: everything the contexts are made of, but for the symbols themselves. */
export interface TextPosition {
  /** Number of symbols read. */
  length: number;
  /** Hash of the word that is being written, 0 outside of words; its length; and the words before it. */
  word: number;
  wordLength: number;
  word1: number;
  word2: number;
  /** Where the line and the line before it begin. */
  lineStart: number;
  previousLineStart: number;
  /** Hash of the first symbols of the line. */
  lineHead: number;
  /** The kinds of the last symbols, four bits each, a run of small letters counted once. */
  shape: number;
}

/** The contexts by voice, in the order in which `compute` makes them. */
export const contextVoices = [
  ...Array<'orders'>(8).fill('orders'),
  ...Array<'words'>(4).fill('words'),
  ...Array<'gaps'>(3).fill('gaps'),
  ...Array<'lines'>(2).fill('lines'),
  ...Array<'shape'>(2).fill('shape'),
] as const;
export const CONTEXTS = contextVoices.length;
/** Contexts 0 to HIGHEST_ORDER are the last 0, 1, ... symbols (the highest leaps from 6 to 8). */
export const HIGHEST_ORDER = 7;

const FOLLOWERS = 1 << 12;

function mix(h: number, x: number): number {
  const y = Math.imul(h ^ Math.imul(x + 1, 0x2c1b3c6d), 0x297a2d39);
  return y ^ (y >>> 15);
}

export class TextContexts {
  /** The symbols read so far, up to `position.length`; grows. */
  history: Uint16Array;
  readonly hashes = new Int32Array(CONTEXTS);
  position: TextPosition = {
    length: 0,
    word: 0,
    wordLength: 0,
    word1: 0,
    word2: 0,
    lineStart: 0,
    previousLineStart: 0,
    lineHead: 0,
    shape: 0,
  };
  /** The symbols that came the last two times after a pair of symbols, by the pair's hash. */
  readonly followers = new Int32Array(FOLLOWERS);

  /** @param capacity symbols that the history has room for at first */
  constructor(
    private readonly spelling: Spelling,
    capacity: number,
  ) {
    this.history = new Uint16Array(capacity);
    this.compute();
  }

  /** The symbol n places back, 1 being the last; -1 before the beginning. */
  back(n: number): number {
    const { length } = this.position;
    return n <= length ? this.history[length - n]! : -1;
  }

  /** @param learn whether what followed the last pair of symbols is remembered */
  push(symbol: number, learn: boolean): void {
    const at = this.position;
    if (at.length === this.history.length) {
      const longer = new Uint16Array(2 * at.length + 1024);
      longer.set(this.history);
      this.history = longer;
    }
    if (learn) {
      const pair = this.pair();
      this.followers[pair] = (this.followers[pair]! << 16) | symbol;
    }
    this.history[at.length++] = symbol;
    const { letters, opens, kind } = this.spelling;
    if (at.word !== 0 && (letters[symbol] === 0 || opens[symbol] === 1)) {
      at.word2 = at.word1;
      at.word1 = at.word;
      at.word = 0;
      at.wordLength = 0;
    }
    if (letters[symbol]! > 0) {
      at.word = mix(at.word, letters[symbol]!);
      at.wordLength++;
    }
    const k = kind[symbol]!;
    if (k !== KIND_SMALL || (at.shape & 15) !== KIND_SMALL) at.shape = ((at.shape << 4) | k) & 0xffffff;
    if (k === KIND_LINE_END) {
      at.previousLineStart = at.lineStart;
      at.lineStart = at.length;
      at.lineHead = 0;
    } else if (at.length - at.lineStart <= 3) at.lineHead = mix(at.lineHead, symbol);
    this.compute();
  }

  /** Goes to a position that this text has been at. */
  restore(position: TextPosition): void {
    this.position = { ...position };
    this.compute();
  }

  private pair(): number {
    return (mix(mix(7, this.back(1)), this.back(2)) >>> 8) & (FOLLOWERS - 1);
  }

  private compute(): void {
    const h = this.hashes;
    const at = this.position;
    const c1 = this.back(1);
    const c2 = this.back(2);
    const c3 = this.back(3);
    const c4 = this.back(4);
    h[0] = 0x3c6ef372;
    const one = (h[1] = mix(0x1234567, c1));
    h[2] = mix(h[1], c2);
    h[3] = mix(h[2], c3);
    h[4] = mix(h[3], c4);
    h[5] = mix(h[4], this.back(5));
    h[6] = mix(h[5], this.back(6));
    h[7] = mix(mix(h[6], this.back(7)), this.back(8));
    const here = at.word === 0 ? mix(one, 77) : at.word;
    h[8] = mix(here, 1001);
    h[9] = mix(mix(here, at.word1), 1002);
    h[10] = mix(mix(here, at.word2), 1003);
    h[11] = mix(mix(one, at.word1), 1005);
    h[12] = mix(mix(mix(c2, c3), c4), 1006);
    h[13] = mix(mix(mix(c1, c3), c4), 1007);
    h[14] = mix(mix(mix(c2, c3), at.word1), 1008);
    const column = at.length - at.lineStart;
    const above = at.previousLineStart + column;
    const overhead = above < at.lineStart ? this.history[above]! : -1;
    h[15] = mix(mix(mix(Math.min(column, 200), overhead), c1), 1009);
    h[16] = mix(mix(at.lineHead, here), 1010);
    h[17] = mix(mix(at.shape, one), 1011);
    h[18] = mix(mix(this.followers[this.pair()]!, one), 1012);
  }
}
