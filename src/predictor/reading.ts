/** How a saved model reads a text: its tokens and its vocabulary. */
import type { Tokenisation } from '../protocol/model';
import { restoreTokeniser, type Merges } from '../text/tokens/corpus';
import type { Tokeniser } from '../text/tokens/tokenise';
import { Vocabulary } from '../text/tokens/vocabulary';

export interface Reading {
  vocabulary: Vocabulary;
  tokeniser: Tokeniser;
  tokenisation: Tokenisation;
}

/** What a manifest keeps of it. */
export interface StoredReading {
  options: { text: { tokenisation: Tokenisation; clean: boolean } };
  vocabulary: readonly string[];
  frequencies: readonly number[];
  merges?: Merges;
}

export const readingOf = ({ options: { text }, vocabulary, frequencies, merges }: StoredReading): Reading => ({
  vocabulary: Vocabulary.fromTokens(vocabulary, frequencies),
  tokeniser: restoreTokeniser(text, merges),
  tokenisation: text.tokenisation,
});
