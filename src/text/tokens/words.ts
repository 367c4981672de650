/** Words of any script, without losing a character of the text. */
import { roundsBetweenPauses, type Pausable } from '../pausable';

/** Scripts that put no spaces between words; their runs are cut by the dictionary of Intl.Segmenter. */
export const spaceless =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\u30FC';
export const startsSpaceless = new RegExp(`^[${spaceless}]`, 'u');

/**
 * Spaceless runs; letters, marks, digits and `_` with an apostrophe inside; line ends; runs of blanks; anything else alone.
 * Every repetition has a bound: the matcher keeps its place on a stack, which a megabyte without a space would overflow.
 */
export const wordPattern = new RegExp(
  [
    `[${spaceless}][${spaceless}\\p{M}]{0,4095}`,
    `(?:(?![${spaceless}])[\\p{L}\\p{N}_](?:\\p{M}|['’](?=\\p{L})){0,8}){1,256}`,
    '\\r\\n|\\n',
    '[^\\S\\r\\n]{1,256}',
    '[^]',
  ].join('|'),
  'uy',
);

let segmenter: Intl.Segmenter | undefined;

/** The words of a run of such a script. */
export function spacelessWords(run: string): string[] {
  // A fixed locale: the same text is cut alike whatever language the machine speaks. Its dictionaries are read when they are needed.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(run), ({ segment }) => segment);
}

const apostrophe = 0x27;
const lineEnd = 0x0a;
const isLetter = (unit: number): boolean => (unit | 32) >= 0x61 && (unit | 32) <= 0x7a;
const isOfWord = (unit: number): boolean => isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f;
const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09 || unit === 0x0b || unit === 0x0c;

/** A token that long is left to the pattern, whose bounds it may reach. */
const mostPlain = 250;

/**
 * Where the token that begins at `from` ends, as the pattern says, if that is plain by ASCII alone, which takes less than half the time. -1 where it is
 * not, or touches what is not ASCII.
 */
function endOfPlain(text: string, from: number): number {
  /** -1 behind the end: to ask for a character there is slow. */
  const unitAt = (at: number): number => (at < text.length ? text.charCodeAt(at) : -1);
  const last = from + mostPlain;
  const first = text.charCodeAt(from);
  let to = from + 1;
  if (isOfWord(first))
    for (; to < last; to++) {
      const unit = unitAt(to);
      if (isOfWord(unit)) continue;
      if (unit !== apostrophe) break;
      const after = unitAt(to + 1);
      if (after >= 0x80) return -1;
      if (!isLetter(after)) break;
    }
  else if (isBlank(first)) while (to < last && isBlank(unitAt(to))) to++;
  else return first === lineEnd || (first > 0x20 && first < 0x7f) ? to : -1;
  return to < last && unitAt(to) < 0x80 ? to : -1;
}

/** A character of a script without spaces takes as long as so many tokens of another. */
const roundsOfSpaceless = 8;

/** Calls `visit` with each word or other token; their concatenation is the text. */
export function* readWords(text: string, visit: (word: string) => void): Pausable<void> {
  let rounds = 0;
  for (let from = 0; from < text.length;) {
    const end = endOfPlain(text, from);
    if (end > 0) {
      visit(text.slice(from, end));
      from = end;
    } else {
      wordPattern.lastIndex = from;
      const [token] = wordPattern.exec(text)!;
      if (!startsSpaceless.test(token)) visit(token);
      else {
        for (const word of spacelessWords(token)) visit(word);
        rounds += roundsOfSpaceless * token.length;
      }
      from += token.length;
    }
    if (++rounds < roundsBetweenPauses) continue;
    rounds = 0;
    yield;
  }
}
