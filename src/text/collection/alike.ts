/**
 * Which files have much of their text in common: copies, versions, a chapter and the book that holds it. Judged by a sample of all runs of a
 * few characters, those whose hash is a multiple of a number, whatever their place, blanks and line ends (U. Manber, "Finding similar files in
 * a large file system", 1994).
 */
import { roundsBetweenPauses, type Pausable } from '../pausable';

/** Characters of a run, blanks left out. */
const runLength = 24;
/** One run in so many is in the sample. */
const oneIn = 16;
/** Two files are alike when so much of the shorter one stands in the other. */
const alikeFrom = 0.5;
/** A file with fewer runs in the sample says nothing. */
const fewestRuns = 4;

const base = 0x01000193;
/** base^runLength: what the character that leaves a run has been multiplied by. */
let leaving = 1;
for (let i = 0; i < runLength; i++) leaving = Math.imul(leaving, base);

/** For each text the place of the first of its group; a text like no other is its own group. */
export function* groupingAlike(texts: readonly string[]): Pausable<Int32Array> {
  const groups = Int32Array.from(texts, (_, place) => place);
  const root = (place: number): number => {
    let at = place;
    while (groups[at] !== at) at = groups[at]!;
    return at;
  };
  /** Run -> the first text that has it. */
  const owners = new Map<number, number>();
  const sizes: number[] = [];
  for (const [place, text] of texts.entries()) {
    const runs = yield* sampleOf(text);
    sizes.push(runs.size);
    const shared = new Map<number, number>();
    for (const run of runs) {
      const owner = owners.get(run);
      if (owner === undefined) owners.set(run, place);
      else shared.set(owner, (shared.get(owner) ?? 0) + 1);
    }
    for (const [other, count] of shared) {
      const shorter = Math.min(runs.size, sizes[other]!);
      if (shorter >= fewestRuns && count >= alikeFrom * shorter) {
        const [first, second] = [root(other), root(place)];
        groups[Math.max(first, second)] = Math.min(first, second);
      }
    }
  }
  return groups.map((_, place) => root(place));
}

function* sampleOf(text: string): Pausable<Set<number>> {
  const runs = new Set<number>();
  const run = new Uint16Array(runLength);
  let hash = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 32) continue;
    const at = length % runLength;
    hash = (Math.imul(hash, base) + code - Math.imul(run[at]!, leaving)) | 0;
    run[at] = code;
    length++;
    if (length >= runLength && (Math.imul(hash, 0x9e3779b1) >>> 0) % oneIn === 0) runs.add(hash);
    if (i % roundsBetweenPauses === 0) yield;
  }
  return runs;
}
