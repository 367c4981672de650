/** A person who types a text and takes every suggestion that is right: how many keys are saved. */
import type { Suggestion } from '../../protocol/worker';
import type { TypingFigures } from '../../protocol/completion';
import { endsInWord } from './words';

/** @param suggest what is suggested after what has been written, undefined when nothing is */
export async function type(
  text: string,
  suggest: (written: string) => Promise<Suggestion | undefined>,
): Promise<TypingFigures> {
  const characters = Array.from(text);
  const figures = { characters: characters.length, keys: 0, completed: 0, places: 0, shown: 0, taken: 0 };
  let written = '';
  /** What is left of the suggestion that was not taken, while its beginning is typed. */
  let left: string | undefined;
  for (let at = 0; at < characters.length;) {
    const suggestion = await suggest(written);
    if (suggestion) {
      figures.places++;
      if (suggestion.text !== left) figures.shown++;
    }
    const right = suggestion ? rightPart(characters, at, suggestion.text) : [];
    const added = right.length > 0 ? right.join('') : characters[at]!;
    figures.keys += added === suggestion?.text ? 1 : Math.max(1, right.length);
    if (right.length > 0) {
      figures.taken++;
      figures.completed += Array.from(added).length;
    }
    left = suggestion?.text.startsWith(added) ? suggestion.text.slice(added.length) : undefined;
    written += added;
    at += Array.from(added).length;
  }
  return figures;
}

/** The words of a suggestion, from its first on, that are what the text goes on with. */
function rightPart(characters: readonly string[], at: number, suggested: string): string[] {
  const right: string[] = [];
  for (const part of suggested.match(/[^\p{L}\p{M}\p{N}_'’]*[\p{L}\p{M}\p{N}_'’]+ ?/gu) ?? []) {
    const wanted = Array.from(part);
    const goesOn = wanted.every((character, k) => characters[at + k] === character);
    at += wanted.length;
    if (!goesOn || (endsInWord(part) && endsInWord(characters[at] ?? ''))) break;
    right.push(part);
  }
  return right;
}

/** Places where a word begins, with the word. */
export function* wordStarts(text: string): Generator<{ at: number; word: string }> {
  for (const { index, 0: word } of text.matchAll(/[\p{L}\p{M}\p{N}_'’]+/gu)) yield { at: index, word };
}
