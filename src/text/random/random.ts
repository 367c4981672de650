/**
 * A small seeded generator: xoshiro128** 1.1 (D. Blackman, S. Vigna, 2018, public domain), its state filled from the seed by
 * splitmix32. Not for secrets. The same seed gives the same numbers on every machine.
 */
export type RandomState = [number, number, number, number];

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** Four well-mixed words from one seed, so that neighbouring seeds give unrelated sequences. */
function expandSeed(seed: number): RandomState {
  let z = Math.floor(seed) | 0;
  const next = (): number => {
    z = (z + 0x9e3779b9) | 0;
    let mixed = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  return [next(), next(), next(), next()];
}

export class Random {
  private s: RandomState;

  constructor(seed: number) {
    this.s = expandSeed(seed);
  }

  /** Where the sequence stands, to be saved as plain numbers. */
  get state(): RandomState {
    return [...this.s];
  }

  set state(state: RandomState) {
    this.s = [...state];
  }

  /** A whole number, 0..2^32-1. */
  next(): number {
    const s = this.s;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return result;
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
