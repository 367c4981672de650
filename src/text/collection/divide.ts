/** Several files as one text, with a held-out part. Copies are left out, so that nothing of that part is in the rest as well. */
import type { Pausable } from '../pausable';
import { Random, seedFor } from '../random/random';
import { groupingAlike } from './alike';

export interface NamedText {
  name: string;
  /** With line ends of one kind. */
  text: string;
}

/** How much of a file was read, and how much of that is held out. */
export interface DividedFile {
  name: string;
  characters: number;
  heldOut: number;
}

export interface Division {
  /** The parts that are trained on, file after file, then those that are held out. */
  text: string;
  /** Where in `text` the held-out part begins; its length where nothing is held out. */
  heldOutFrom: number;
  files: DividedFile[];
  /** Files whose text another one has already; they are read once. */
  copies: string[];
  /** Files that have much of their text in common with others: no end of theirs is held out, for another may hold it. */
  alike: string[];
}

/** A shorter file stands on one side as a whole: its end alone would say nothing. */
const shortestToCut = 1000;

/**
 * @param fraction of the characters that is to be held out, 0..0.5
 * @param by the end of each file, or whole files
 */
export function* dividing(
  texts: readonly NamedText[],
  fraction: number,
  by: 'ends' | 'files',
  seed: number,
): Pausable<Division> {
  const { kept, copies } = withoutCopies(texts);
  const groups = yield* groupingAlike(kept.map(({ text }) => text));
  const members = new Map<number, number[]>();
  for (const [place, group] of groups.entries()) members.set(group, [...(members.get(group) ?? []), place]);
  const units = [...members.values()];
  const cuts = by === 'ends' ? endsOf(kept, units, fraction) : wholeFiles(kept, units, fraction, seed);
  const files = kept.map(({ name, text }, place): DividedFile => ({
    name,
    characters: text.length,
    heldOut: text.length - cuts[place]!,
  }));
  const training = joined(kept.map(({ text }, place) => text.slice(0, cuts[place])));
  const alike = units.filter(({ length }) => length > 1).flatMap(places => places.map(place => kept[place]!.name));
  return {
    text: training + joined(kept.map(({ text }, place) => text.slice(cuts[place]))),
    heldOutFrom: training.length,
    files,
    copies,
    alike: by === 'ends' ? alike : [],
  };
}

/** One after the other, with an empty line between them. */
const joined = (parts: readonly string[]): string =>
  parts
    .filter(part => part.trim() !== '')
    .map(part => (part.endsWith('\n') ? `${part}\n` : `${part}\n\n`))
    .join('');

/** Two files are copies when only blanks and line ends differ. */
function withoutCopies(texts: readonly NamedText[]): { kept: NamedText[]; copies: string[] } {
  const seen = new Set<string>();
  const kept: NamedText[] = [];
  const copies: string[] = [];
  for (const file of texts) {
    const words = file.text.replace(/\s+/g, ' ').trim();
    if (words === '') continue;
    if (seen.has(words)) copies.push(file.name);
    else {
      seen.add(words);
      kept.push(file);
    }
  }
  return { kept, copies };
}

/** Where each file is cut: what comes after is held out. */
function endsOf(texts: readonly NamedText[], units: readonly number[][], fraction: number): number[] {
  const cuts = texts.map(({ text }) => text.length);
  if (fraction === 0) return cuts;
  // Of short files every so many is held out as a whole.
  let due = fraction / 2;
  for (const [place, ...others] of units) {
    if (place === undefined || others.length > 0) continue;
    const { text } = texts[place]!;
    if (text.length >= shortestToCut) cuts[place] = cutOf(text, fraction);
    else {
      due += fraction;
      if (due < 1) continue;
      due -= 1;
      cuts[place] = 0;
    }
  }
  return cuts;
}

/** At a line end near the place, else between two words, else between two characters. */
function cutOf(text: string, fraction: number): number {
  const wanted = Math.floor(text.length * (1 - fraction));
  const latest = wanted + Math.floor((text.length - wanted) / 2);
  for (const end of ['\n', ' ']) {
    const at = text.indexOf(end, wanted);
    if (at >= 0 && at < latest) return at + 1;
  }
  const isPair = /[\udc00-\udfff]/.test(text[wanted] ?? '');
  return isPair ? wanted + 1 : wanted;
}

/** Files that are alike stand on one side together. */
function wholeFiles(texts: readonly NamedText[], units: readonly number[][], fraction: number, seed: number): number[] {
  const cuts = texts.map(({ text }) => text.length);
  if (fraction === 0 || units.length < 2) return cuts;
  const lengthOf = (places: readonly number[]): number =>
    places.reduce((sum, place) => sum + texts[place]!.text.length, 0);
  let left = fraction * lengthOf([...texts.keys()]);
  const random = new Random(seedFor(seed, 'held-out files'));
  const shuffled = units
    .map(places => ({ places, length: lengthOf(places), at: random.next() }))
    .sort((a, b) => a.at - b.at);
  const fitting = shuffled.filter(({ length }) => {
    if (length > 1.5 * left) return false;
    left -= length;
    return true;
  });
  // Where every file is too long, the shortest is held out: else nobody could judge.
  const chosen = fitting.length > 0 ? fitting : shuffled.sort((a, b) => a.length - b.length).slice(0, 1);
  for (const { places } of chosen) for (const place of places) cuts[place] = 0;
  return cuts;
}
