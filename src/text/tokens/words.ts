/** Words of any script, without losing a character of the text. */
import { roundsBetweenPauses, type Pausable } from '../pausable';

/** Scripts that put no spaces between words; their runs are cut by the dictionary of Intl.Segmenter. */
export const spaceless =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\u30FC';
const startsSpaceless = new RegExp(`^[${spaceless}]`, 'u');

/**
 * Spaceless runs; letters, marks, digits and `_` with an apostrophe inside; line ends; runs of blanks; anything else alone.
 * Every repetition has a bound: the matcher keeps its place on a stack, which a megabyte without a space would overflow.
 */
const wordPattern = [
  `[${spaceless}][${spaceless}\\p{M}]{0,4095}`,
  `(?:(?![${spaceless}])[\\p{L}\\p{N}_](?:\\p{M}|['’](?=\\p{L})){0,8}){1,256}`,
  '\\r\\n|\\n',
  '[^\\S\\r\\n]{1,256}',
  '[^]',
].join('|');

let segmenter: Intl.Segmenter | undefined;

/** The words of a run of such a script. */
export function spacelessWords(run: string): string[] {
  // A fixed locale: the same text is cut alike whatever language the machine speaks. Its dictionaries are read when they are needed.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(run), ({ segment }) => segment);
}

/** Calls `visit` with each word or other token; their concatenation is the text. */
export function* readWords(text: string, visit: (word: string) => void): Pausable<void> {
  const pattern = new RegExp(wordPattern, 'gu');
  let rounds = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (!startsSpaceless.test(match[0])) visit(match[0]);
    else for (const word of spacelessWords(match[0])) visit(word);
    if (++rounds % roundsBetweenPauses === 0) yield;
  }
}
