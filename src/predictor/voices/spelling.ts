/** What a symbol is as writing: contexts ask for words, lines and kinds of marks. */

/** What one symbol stands for: a character (or a byte), a piece of a word, or a word of its own. */
export type SymbolUnit = 'character' | 'piece' | 'word';

const KIND_OTHER = 0;
export const KIND_SMALL = 1;
export const KIND_CAPITAL = 2;
const KIND_DIGIT = 3;
export const KIND_SPACE = 4;
export const KIND_LINE_END = 5;
const KIND_STOP = 6;
const KIND_MARK = 7;

export interface Spelling {
  readonly unit: SymbolUnit;
  /** A number for what is written without regard to case where the symbol ends in a letter; 0 where it does not. [V] */
  readonly letters: Int32Array;
  /** 1 where a symbol begins a word of its own, whatever stands before it. [V] */
  readonly opens: Uint8Array;
  /** One of the KIND_ constants, by the symbol's last character. [V] */
  readonly kind: Uint8Array;
}

/** @param symbols how each symbol is written; bytes as the characters U+0000 to U+00FF. [V] */
export function spellingOf(symbols: readonly string[], unit: SymbolUnit): Spelling {
  const numbers = new Map<string, number>();
  const letters = new Int32Array(symbols.length);
  const opens = new Uint8Array(symbols.length);
  const kind = new Uint8Array(symbols.length);
  symbols.forEach((symbol, s) => {
    kind[s] = kindOf(symbol.slice(-1));
    opens[s] = unit === 'word' || !/^\p{L}/u.test(symbol) ? 1 : 0;
    if (kind[s] !== KIND_SMALL && kind[s] !== KIND_CAPITAL) return;
    if (unit === 'character') opens[s] = 0;
    const folded = symbol.toLowerCase();
    let number = numbers.get(folded);
    if (number === undefined) numbers.set(folded, (number = numbers.size + 1));
    letters[s] = number;
  });
  return { unit, letters, opens, kind };
}

function kindOf(last: string): number {
  // The halves of a letter in UTF-8 count as letters: U+0080 to U+00FF.
  if (/[\p{L}\p{M}\u0080-\u00ff]/u.test(last)) return last === last.toLowerCase() ? KIND_SMALL : KIND_CAPITAL;
  if (/\p{N}/u.test(last)) return KIND_DIGIT;
  if (last === '\n') return KIND_LINE_END;
  if (/\s/.test(last)) return KIND_SPACE;
  if (/[.!?:;]/.test(last)) return KIND_STOP;
  return last === '' ? KIND_OTHER : KIND_MARK;
}
