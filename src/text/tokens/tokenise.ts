/**
 * Text -> tokens. A tokeniser hands out tokens one by one, so that a text of 50 MB never exists as an array of strings.
 * Joined with the tokeniser's separator, the tokens of a text that was not cleaned are exactly that text.
 */
import { cleanLine, visitLines } from './clean';
import { visitWords } from './words';

export type TokenVisitor = (token: string) => void;

export interface Tokeniser {
  /** Calls `visit` with each token in order. */
  visit(text: string, visit: TokenVisitor): void;
  /** What stands between two tokens when they become text again: nothing, or a space after the notes' clean-up into words. */
  readonly separator: string;
  /** Tokens that belong to the vocabulary however rare they are: the symbols and merges of byte pairs. */
  readonly inventory?: readonly string[];
}

/** Code points; a lone surrogate is a token of its own. */
const characters: Tokeniser = {
  visit(text, visit) {
    for (const character of text) visit(character);
  },
  separator: '',
};

/** Words, numbers, runs of blanks, line ends and every other code point, each a token. */
const words: Tokeniser = { visit: visitWords, separator: '' };

/** The notes' characters: of each cleaned line, with nothing between lines. */
const cleanCharacters: Tokeniser = {
  visit(text, visit) {
    visitLines(text, line => {
      characters.visit(cleanLine(line), visit);
    });
  },
  separator: '',
};

/** The notes' words: of each cleaned line, split at spaces. */
const cleanWords: Tokeniser = {
  visit(text, visit) {
    visitLines(text, line => {
      const cleaned = cleanLine(line);
      if (cleaned !== '') for (const word of cleaned.split(' ')) visit(word);
    });
  },
  separator: ' ',
};

/** Sentences whose tokens are already set apart by blanks, as after `normaliseSentence`. */
export const spacedWords: Tokeniser = {
  visit(text, visit) {
    for (const word of text.split(/\s+/)) if (word !== '') visit(word);
  },
  separator: ' ',
};

/** The tokeniser for characters or words; that of byte pairs is learned (`bytepair.ts`). */
export function tokeniserFor(tokenisation: 'char' | 'word', clean: boolean): Tokeniser {
  if (tokenisation === 'char') return clean ? cleanCharacters : characters;
  return clean ? cleanWords : words;
}

/** All tokens of a text that is small enough to hold them. */
export function tokenise(text: string, tokeniser: Tokeniser): string[] {
  const tokens: string[] = [];
  tokeniser.visit(text, token => tokens.push(token));
  return tokens;
}

export function detokenise(tokens: readonly string[], tokeniser: Tokeniser): string {
  return tokens.join(tokeniser.separator);
}
