/**
 * A small seeded generator: xoshiro128** 1.1 (D. Blackman, S. Vigna, 2018, public domain), its state filled from the seed by
 * splitmix32. Not for secrets. The same seed gives the same numbers on every machine.
 */
const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The finaliser of MurmurHash3: one-to-one on 32-bit words. */
function mix(word: number): number {
  let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The upper half of a whole number up to 2^53; the lower one is `number | 0`. */
const upperWord = (number: number): number => Math.floor(number / 0x1_0000_0000) | 0;

/**
 * The seed of one use of a seed: `seedFor(seed, 'epoch', 3)`, `seedFor(seed, 'dropout', step, rank)`. Every use, step and layer gets a
 * stream of its own. Hashed word by word as in FNV-1a, each word mixed; seeds 0..2^32-1 with one path give 2^32 different results.
 * @param seed a whole number, up to 2^53
 * @param path numbers likewise, and names
 * @returns 0..2^32-1: for `Random`, or for a dropout mask
 */
export function seedFor(seed: number, ...path: (number | string)[]): number {
  let h = 0x811c9dc5;
  const add = (word: number): void => {
    h = mix(Math.imul(h, 0x01000193) ^ word);
  };
  for (const part of [seed, ...path]) {
    if (typeof part === 'string') for (let i = 0; i < part.length; i++) add(part.charCodeAt(i));
    else add(Math.floor(part) | 0);
    add(typeof part === 'string' ? -part.length : upperWord(part));
  }
  return h >>> 0;
}

/** Four well-mixed words from one seed, so that neighbouring seeds give unrelated sequences. */
function expandSeed(seed: number): Int32Array {
  let z = (Math.floor(seed) | 0) ^ Math.imul(upperWord(seed), 0x85ebca77);
  const next = (): number => {
    z = (z + 0x9e3779b9) | 0;
    return mix(z);
  };
  return Int32Array.of(next(), next(), next(), next());
}

export class Random {
  /** In an array of plain numbers V8 would make an object of each of such large ones. */
  private readonly s: Int32Array;

  constructor(seed: number) {
    this.s = expandSeed(seed);
  }

  /** The sequence from a state of four words, in which its authors publish sequences. */
  static from(words: readonly number[]): Random {
    const random = new Random(0);
    random.s.set(words);
    return random;
  }

  /** A whole number, 0..2^32-1. */
  next(): number {
    const s = this.s;
    const second = s[1]!;
    const third = s[2]! ^ s[0]!;
    const fourth = s[3]! ^ second;
    s[1] = second ^ third;
    s[0]! ^= fourth;
    s[2] = third ^ (second << 9);
    s[3] = rotateLeft(fourth, 11);
    return Math.imul(rotateLeft(Math.imul(second, 5), 7), 9) >>> 0;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** Standard normal, by Box and Muller; the second of the pair is dropped so that the state stays four words. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Uniform among 0..n-1, n <= 2^32, without bias. */
  integer(n: number): number {
    if (!(n >= 1 && n <= 0x1_0000_0000)) throw new RangeError(`No integer can be drawn below ${n}.`);
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % n);
    let drawn = this.next();
    while (drawn >= limit) drawn = this.next();
    return drawn % n;
  }

  /** Shuffles in place (Fisher and Yates) and returns its argument. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const swapped = items[i];
      items[i] = items[j];
      items[j] = swapped;
    }
    return items;
  }
}
