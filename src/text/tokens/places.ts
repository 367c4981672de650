/** Where tokens stand in the text that they were read from, and which words they make up. */
import { runAtOnce } from '../pausable';
import { readWords } from './words';

/** UTF-16 units. */
export interface Place {
  from: number;
  to: number;
}

/** After the notes' clean-up a token is found by its letters: of the text between two words nothing is left but a blank. */
export function placesOf(text: string, tokens: readonly string[]): Place[] {
  let at = 0;
  return tokens.map(token => {
    const letters = token.trim();
    let from = at;
    const length = lengthOf(token, text, at);
    if (length > 0) at += length;
    else if (letters !== '') {
      while (from < text.length && !/[A-Za-z]/.test(text.charAt(from))) from++;
      at = Math.min(text.length, from + letters.length);
    }
    return { from, to: at };
  });
}

/** UTF-16 units that a token takes at a place, where letters and their accents may be characters of their own; 0: it is not there. */
function lengthOf(token: string, text: string, at: number): number {
  if (text.startsWith(token, at)) return token.length;
  if (/^[\0-\x7f]*$/.test(token)) return 0;
  // One composed character is made of four at most.
  const longest = Math.min(4 * token.length, text.length - at);
  for (let length = token.length; length <= longest; length++)
    if (text.slice(at, at + length).normalize('NFC') === token) return length;
  return 0;
}

/** Words of any script, and every mark by itself; no blanks. */
export function wordPlaces(text: string): Place[] {
  const places: Place[] = [];
  let at = 0;
  runAtOnce(
    readWords(text, word => {
      if (word.trim() !== '') places.push({ from: at, to: at + word.length });
      at += word.length;
    }),
  );
  return places;
}

/**
 * Of each token the word that its first character belongs to which is no blank; blanks belong to the word before them, at the beginning
 * to the first. Both in the order of the text; -1: there is no word. [tokens]
 */
export function wordsOfTokens(text: string, tokens: readonly Place[], words: readonly Place[]): Int32Array {
  const found = new Int32Array(tokens.length);
  let word = 0;
  tokens.forEach(({ from, to }, token) => {
    let first = from;
    while (first < to && /\s/.test(text.charAt(first))) first++;
    while (word < words.length && words[word]!.to <= first) word++;
    const inWord = first < to && word < words.length && words[word]!.from <= first;
    found[token] = inWord ? word : words.length === 0 ? -1 : Math.max(0, word - 1);
  });
  return found;
}
