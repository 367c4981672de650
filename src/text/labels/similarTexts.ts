/**
 * Which texts say nearly the same: replies with their quotations, copies with another date. Judged by the share of runs of words two texts have
 * in common (A. Broder, "On the resemblance and containment of documents", 1997), estimated from the least of several hashes of them.
 */
import { Breath, type Pausable } from '../pausable';
import { WordReader } from './words';

/** Two texts whose share in common (Jaccard) is at least this are as good as one. */
const similarFrom = 0.6;

const bands = 8;
const hashesPerBand = 3;
const hashes = bands * hashesPerBand;
/** Words of a run; shorter texts are one run. */
const runLength = 3;
/** Characters of a text that are compared. */
const mostCharacters = 8000;

const mix = (h: number): number => {
  const a = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  const b = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  return b ^ (b >>> 16);
};

const seeds = Int32Array.from({ length: hashes }, (_, k) => Math.imul(k + 1, 0x9e3779b9));

/** The least of each hash over the runs of a text. */
class Signer {
  private readonly words = new WordReader();
  private numbers = new Int32Array(256);

  sign(text: string, into: Int32Array): void {
    const { words } = this;
    into.fill(0x7fffffff);
    const read = text.slice(0, mostCharacters);
    words.read(read);
    if (this.numbers.length < words.count) this.numbers = new Int32Array(2 * words.count);
    for (let i = 0; i < words.count; i++) {
      const length = words.lower(read, words.from[i]!, words.to[i]!);
      let hash = 0x811c9dc5;
      for (let at = 0; at < length; at++) hash = Math.imul(hash ^ words.units[at]!, 0x01000193);
      this.numbers[i] = hash;
    }
    const runs = Math.max(1, words.count - runLength + 1);
    for (let i = 0; i < runs; i++) {
      let run = 0;
      for (let n = i; n < Math.min(words.count, i + runLength); n++)
        run = Math.imul(run, 0x01000193) ^ this.numbers[n]!;
      for (let k = 0; k < hashes; k++) {
        const hash = mix(run + seeds[k]!);
        if (hash < into[k]!) into[k] = hash;
      }
    }
  }
}

/** For each text the place of the first of its group; a text like no other is its own group. */
export function* groupingSimilar(texts: readonly string[]): Pausable<Int32Array> {
  const signatures = new Int32Array(texts.length * hashes);
  const of = (place: number): Int32Array => signatures.subarray(place * hashes, (place + 1) * hashes);
  const signer = new Signer();
  const breath = new Breath();
  const groups = Int32Array.from(texts, (_, place) => place);
  const alike = (a: Int32Array, b: Int32Array): boolean => {
    let same = 0;
    for (let k = 0; k < hashes; k++) if (a[k] === b[k]) same++;
    return same >= similarFrom * hashes;
  };
  /** Of each band the first text with the same hashes, counted from 1, where they lead to: a Map of such numbers takes most of the time. */
  const size = 2 ** Math.ceil(Math.log2(2 * texts.length + 2));
  const seen = Array.from({ length: bands }, () => new Int32Array(size));
  const sameBand = (a: number, b: number, from: number): boolean =>
    signatures[a + from] === signatures[b + from] &&
    signatures[a + from + 1] === signatures[b + from + 1] &&
    signatures[a + from + 2] === signatures[b + from + 2];
  for (const [place, text] of texts.entries()) {
    signer.sign(text, of(place));
    const at = place * hashes;
    for (const [band, places] of seen.entries()) {
      const from = band * hashesPerBand;
      const first = at + from;
      const rest = mix(signatures[first + 1]! ^ mix(signatures[first + 2]!));
      let slot = mix(signatures[first]! ^ rest) & (size - 1);
      while (places[slot]! > 0 && !sameBand((places[slot]! - 1) * hashes, at, from)) slot = (slot + 1) & (size - 1);
      const other = places[slot]! - 1;
      if (other < 0) places[slot] = place + 1;
      // Alike the first of the group: a chain of small changes would else join what has nothing in common.
      else if (groups[place] === place && alike(of(groups[other]!), of(place))) groups[place] = groups[other]!;
    }
    if (breath.isDue(Math.min(text.length, mostCharacters))) yield;
  }
  return groups;
}
