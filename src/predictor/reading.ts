/** How a saved model reads a text: its tokens and its vocabulary. */
import type { Tokenisation } from '../protocol/model';
import { restoreTokeniser, type Merges } from '../text/tokens/corpus';
import { isProse } from '../text/encoding';
import { composing, type Tokeniser } from '../text/tokens/tokenise';
import { Vocabulary } from '../text/tokens/vocabulary';

export interface Reading {
  vocabulary: Vocabulary;
  tokeniser: Tokeniser;
  tokenisation: Tokenisation;
}

/** What a model's folder keeps of it. */
export interface StoredReading {
  manifest: { source: { name: string }; options: { text: { tokenisation: Tokenisation; clean: boolean } } };
  vocabularies: readonly { vocabulary: readonly string[]; frequencies: readonly number[]; merges?: Merges }[];
}

/** What was composed when it was trained on is so, too, when it is asked about. */
const spelledAsRead = (tokeniser: Tokeniser, name: string): Tokeniser =>
  isProse(name) ? composing(tokeniser) : tokeniser;

export function readingOf({ manifest, vocabularies }: StoredReading): Reading {
  const { text } = manifest.options;
  const { vocabulary, frequencies, merges } = vocabularies[0]!;
  return {
    vocabulary: Vocabulary.fromTokens(vocabulary, frequencies),
    tokeniser: spelledAsRead(restoreTokeniser(text, merges), manifest.source.name),
    tokenisation: text.tokenisation,
  };
}
