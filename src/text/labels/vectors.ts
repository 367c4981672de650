/**
 * All texts as sparse vectors, weighted by how much a place says: (1 + log count) * (log((N + 1) / (texts with it + 1)) + 1), of unit length; where
 * words and runs of characters are apart, both say as much.
 */
import { Breath, type Pausable } from '../pausable';
import { FeatureReader, type FeatureRules, type SparseRows } from './features';

/** 1 + log count: most counts are small. */
const small = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(count));
const sublinear = (count: number): number => (count < small.length ? small[count]! : 1 + Math.log(count));

export function* vectorsOf(
  texts: readonly string[],
  rules: FeatureRules,
): Pausable<SparseRows & { idf: Float32Array }> {
  const rows = yield* countsOf(texts, rules);
  const idf = new Float32Array(2 ** rules.bits);
  for (let i = 0; i < rows.ids.length; i++) idf[rows.ids[i]!]! += 1;
  for (let f = 0; f < idf.length; f++) idf[f] = idf[f] === 0 ? 0 : Math.log((texts.length + 1) / (idf[f]! + 1)) + 1;
  weigh(rows, idf, rules);
  return { ...rows, idf };
}

/** Further texts, weighted as those before. Places that no text has had before say nothing. */
export function* vectorsWith(texts: readonly string[], rules: FeatureRules, idf: Float32Array): Pausable<SparseRows> {
  const rows = yield* countsOf(texts, rules);
  weigh(rows, idf, rules);
  return rows;
}

function* countsOf(texts: readonly string[], rules: FeatureRules): Pausable<SparseRows> {
  const reader = new FeatureReader(rules);
  const starts = new Int32Array(texts.length + 1);
  const breath = new Breath();
  let ids = new Int32Array(1 << 16);
  let values = new Float32Array(1 << 16);
  for (const [row, text] of texts.entries()) {
    const from = starts[row]!;
    const found = reader.read(text);
    const to = from + found.length;
    if (to > ids.length) {
      ids = grown(ids, new Int32Array(2 * to));
      values = grown(values, new Float32Array(2 * to));
    }
    ids.set(found, from);
    for (let i = from; i < to; i++) values[i] = sublinear(reader.counts[ids[i]!]!);
    starts[row + 1] = to;
    if (breath.isDue(Math.min(text.length, rules.mostCharacters))) yield;
  }
  const end = starts[texts.length]!;
  return { starts, ids: ids.subarray(0, end), values: values.subarray(0, end) };
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function weigh({ starts, ids, values }: SparseRows, idf: Float32Array, { bits, apart }: FeatureRules): void {
  const half = apart ? 2 ** (bits - 1) : 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    /** Of runs of characters, and of words; or of all. */
    let [ofCharacters, ofWords] = [0, 0];
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const value = (values[i]! *= idf[ids[i]!]!);
      const square = Math.fround(value) ** 2;
      if (ids[i]! >= half) ofWords += square;
      else ofCharacters += square;
    }
    const there = Number(ofCharacters > 0) + Number(ofWords > 0);
    const [length, lengthOfWords] = [Math.sqrt(ofCharacters * there) || 1, Math.sqrt(ofWords * there) || 1];
    for (let i = starts[row]!; i < starts[row + 1]!; i++) values[i]! /= ids[i]! >= half ? lengthOfWords : length;
  }
}
