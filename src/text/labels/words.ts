/** Words of any script with their places, read without making a string of each. */

export interface Word {
  /** In the text. */
  from: number;
  to: number;
  text: string;
}

/** The largest number of code points of a word; a longer word is split. */
const longestWord = 64;
/** The largest number of code units of a word in lower case: one code unit becomes at most three. */
const longestLowered = 2 * 3 * longestWord;

const blank = 1;
const ofWord = 2;
const other = 3;
/** Half of a code point. */
const surrogate = 4;

/** What a code unit is, 0 where it has not been asked; and itself in lower case, 0 where that depends on what is beside it or is longer. */
const kinds = new Uint8Array(2 ** 16);
const lowerUnits = new Uint16Array(2 ** 16);

/** Letters, digits and marks of a script; anything else parts words. */
const kindOf = (point: string): number =>
  /^[\p{L}\p{N}\p{M}_]/u.test(point) ? ofWord : /^\s/.test(point) ? blank : other;

function learn(unit: number): number {
  const character = String.fromCharCode(unit);
  const lower = character.toLowerCase();
  const kind = unit >= 0xd800 && unit <= 0xdfff ? surrogate : kindOf(character);
  // The Greek sigma is another one where a word ends.
  lowerUnits[unit] = kind === surrogate || lower.length > 1 || character === 'Σ' ? 0 : lower.charCodeAt(0);
  return (kinds[unit] = kind);
}

/** The words of one text after another: runs of letters, digits and marks, and every other character that is no blank. */
export class WordReader {
  /** Of the text that was read last. */
  count = 0;
  /** Where the words begin and end: `count` of each. */
  from = new Int32Array(256);
  to = new Int32Array(256);
  /** What `lower` wrote last. */
  readonly units = new Uint16Array(longestLowered);

  read(text: string): void {
    this.count = 0;
    let start = -1;
    let points = 0;
    let i = 0;
    while (i < text.length) {
      const unit = text.charCodeAt(i);
      let kind = kinds[unit]! || learn(unit);
      let length = 1;
      if (kind === surrogate) {
        const point = String.fromCodePoint(text.codePointAt(i)!);
        length = point.length;
        kind = kindOf(point);
      }
      if (start >= 0 && (kind !== ofWord || points === longestWord)) {
        this.add(start, i);
        start = -1;
      }
      if (kind === ofWord) {
        if (start < 0) {
          start = i;
          points = 0;
        }
        points++;
      } else if (kind === other) this.add(i, i + length);
      i += length;
    }
    if (start >= 0) this.add(start, text.length);
  }

  /** Writes a word of the text in lower case to `units`. @returns its code units */
  lower(text: string, from: number, to: number): number {
    const { units } = this;
    for (let i = from; i < to; i++)
      if ((units[i - from] = lowerUnits[text.charCodeAt(i)]!) === 0) return this.lowerWhole(text.slice(from, to));
    return to - from;
  }

  private lowerWhole(word: string): number {
    const lower = word.toLowerCase();
    for (let i = 0; i < lower.length; i++) this.units[i] = lower.charCodeAt(i);
    return lower.length;
  }

  private add(from: number, to: number): void {
    if (this.count === this.from.length) {
      this.from = doubled(this.from);
      this.to = doubled(this.to);
    }
    this.from[this.count] = from;
    this.to[this.count++] = to;
  }
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(2 * from.length);
  to.set(from);
  return to;
}

export function wordsIn(text: string): Word[] {
  const reader = new WordReader();
  reader.read(text);
  return Array.from({ length: reader.count }, (_, n) => {
    const [from, to] = [reader.from[n]!, reader.to[n]!];
    return { from, to, text: text.slice(from, to) };
  });
}
