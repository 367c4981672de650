/**
 * Text -> tokens. A tokeniser hands out tokens one by one, so that a text of 50 MB never exists as an array of strings.
 * Joined with the tokeniser's separator, the tokens of a text that was not cleaned are exactly that text.
 */
import { roundsBetweenPauses, runAtOnce, type Pausable } from '../pausable';
import { cleanLine, linesIn } from './clean';
import { readWords } from './words';

export type TokenVisitor = (token: string) => void;

export interface Tokeniser {
  /** Calls `visit` with each token in order, and yields now and then. */
  read(text: string, visit: TokenVisitor): Pausable<void>;
  /** What stands between two tokens when they become text again: nothing, or a space after the notes' clean-up into words. */
  readonly separator: string;
  /** Tokens that belong to the vocabulary however rare they are: the symbols and merges of byte pairs. */
  readonly inventory?: readonly string[];
}

/** Calls `visit` with each token in order, all at once. */
export function visitTokens(tokeniser: Tokeniser, text: string, visit: TokenVisitor): void {
  runAtOnce(tokeniser.read(text, visit));
}

function* readCharacters(text: string, visit: TokenVisitor): Pausable<void> {
  let rounds = 0;
  for (const character of text) {
    visit(character);
    if (++rounds % roundsBetweenPauses === 0) yield;
  }
}

/** Code points; a lone surrogate is a token of its own. */
const characters: Tokeniser = { read: readCharacters, separator: '' };

/** Words, numbers, runs of blanks, line ends and every other code point, each a token. */
const words: Tokeniser = { read: readWords, separator: '' };

/** The notes' characters: of each cleaned line, with nothing between lines. */
const cleanCharacters: Tokeniser = {
  *read(text, visit) {
    let read = 0;
    for (const line of linesIn(text)) {
      for (const character of cleanLine(line)) visit(character);
      read += line.length + 1;
      if (read < roundsBetweenPauses) continue;
      read = 0;
      yield;
    }
  },
  separator: '',
};

/** The notes' words: of each cleaned line, split at spaces. */
const cleanWords: Tokeniser = {
  *read(text, visit) {
    let read = 0;
    for (const line of linesIn(text)) {
      const cleaned = cleanLine(line);
      if (cleaned !== '') for (const word of cleaned.split(' ')) visit(word);
      read += line.length + 1;
      if (read < roundsBetweenPauses) continue;
      read = 0;
      yield;
    }
  },
  separator: ' ',
};

/** The tokeniser for characters or words; that of byte pairs is learned (`bytepair.ts`). */
export function tokeniserFor(tokenisation: 'char' | 'word', clean: boolean): Tokeniser {
  if (tokenisation === 'char') return clean ? cleanCharacters : characters;
  return clean ? cleanWords : words;
}

/** Reads a text as its composed form (Unicode's NFC): letters and their accents as one character, where there is one. */
export const composing = (tokeniser: Tokeniser): Tokeniser => ({
  separator: tokeniser.separator,
  ...(tokeniser.inventory ? { inventory: tokeniser.inventory } : {}),
  read: (text, visit) => tokeniser.read(text.normalize('NFC'), visit),
});

/** All tokens of a text that is small enough to hold them. */
export function tokenise(text: string, tokeniser: Tokeniser): string[] {
  const tokens: string[] = [];
  visitTokens(tokeniser, text, token => tokens.push(token));
  return tokens;
}

export function detokenise(tokens: readonly string[], tokeniser: Tokeniser): string {
  return tokens.join(tokeniser.separator);
}
