/**
 * A text as a sparse vector of its words, pairs of words and runs of characters, hashed into 2^bits places: nothing has to be remembered
 * but the hash, and any text can be read (K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009).
 */
import { WordReader } from './words';

/** Many vectors in one: entries of row r are ids/values [starts[r], starts[r + 1]). */
export interface SparseRows {
  starts: Int32Array;
  ids: Int32Array;
  /** Unit length a row. */
  values: Float32Array;
}

export interface FeatureRules {
  /** Places are numbered below 2^bits. */
  bits: number;
  /** Longest run of words, and of characters; 0 leaves them out. */
  words: number;
  characters: number;
  /**
   * Words, also as they are written, in one half of the places and runs of characters in the other, each half of one length before both together
   * are; false: one table, of words in lower case.
   */
  apart: boolean;
  /** More characters of a text than this are not read. */
  mostCharacters: number;
}

/** Numbers that keep the spaces of words and of characters apart. */
const wordSeed = 0x9e3779b9;
const characterSeed = 0x7f4a7c15;
const writtenSeed = 0x3c6ef372;

/** A step of FNV-1a with a better spread: one-to-one in either argument. */
const mixed = (hash: number, next: number): number => {
  const h = Math.imul(hash ^ next, 0x85ebca6b);
  return h ^ (h >>> 15);
};

function hashOf(word: ArrayLike<number>, length: number, seed: number): number {
  let hash = seed;
  for (let i = 0; i < length; i++) hash = mixed(hash, word[i]!);
  return hash;
}

function hashAsWritten(text: string, from: number, to: number): number {
  let hash = writtenSeed;
  for (let i = from; i < to; i++) hash = mixed(hash, text.charCodeAt(i));
  return hash;
}

/** Collects what one text holds, each place once. */
export class FeatureReader {
  readonly counts: Int32Array;
  private readonly seen: Int32Array;
  private found = 0;
  private readonly words = new WordReader();
  /** Of the words of one text. */
  private hashes = new Int32Array(256);
  /** Places of words are numbered from here. */
  private readonly half: number;
  private readonly mask: number;

  constructor(private readonly rules: FeatureRules) {
    const places = 2 ** rules.bits;
    this.counts = new Int32Array(places);
    this.seen = new Int32Array(places);
    this.half = rules.apart ? places / 2 : 0;
    this.mask = (rules.apart ? places / 2 : places) - 1;
  }

  /** The places of a text, unsorted; `counts` says how often each occurs. Both hold until the next call. */
  read(text: string): Int32Array {
    for (let i = 0; i < this.found; i++) this.counts[this.seen[i]!] = 0;
    this.found = 0;
    const read = text.slice(0, this.rules.mostCharacters);
    if (this.rules.words > 0) this.readWords(read);
    if (this.rules.characters > 0) this.readCharacters(read);
    return this.seen.subarray(0, this.found);
  }

  private readWords(text: string): void {
    const { apart, words: longest } = this.rules;
    const { words } = this;
    // Models of before found their words in a text in lower case.
    const read = apart ? text : text.toLowerCase();
    words.read(read);
    if (this.hashes.length < words.count) this.hashes = new Int32Array(2 * words.count);
    for (let i = 0; i < words.count; i++) {
      const from = words.from[i]!;
      const to = words.to[i]!;
      this.hashes[i] = hashOf(words.units, words.lower(read, from, to), wordSeed);
      let hash = 0;
      for (let n = 0; n < longest && n <= i; n++) {
        hash = mixed(hash ^ n, this.hashes[i - n]!);
        this.add(hash, this.half);
      }
      if (apart) this.add(hashAsWritten(read, from, to), this.half);
    }
  }

  /** Runs of characters as they are written, blanks as one. */
  private readCharacters(text: string): void {
    const plain = ` ${text.replace(/\s+/g, ' ').trim()} `;
    const { characters } = this.rules;
    for (let i = 0; i < plain.length; i++) {
      let hash = characterSeed;
      for (let n = 0; n < characters && i + n < plain.length; n++) {
        hash = mixed(hash, plain.charCodeAt(i + n));
        if (n > 0) this.add(hash ^ n, 0);
      }
    }
  }

  private add(hash: number, first: number): void {
    const id = first + ((hash ^ (hash >>> 16)) & this.mask);
    if (this.counts[id]! === 0) this.seen[this.found++] = id;
    this.counts[id]! += 1;
  }
}
