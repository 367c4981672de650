/** A language model made by counting: it continues texts and says how well it expects them. */
import type { NgramOptions } from '../../options/language';
import type { KindDescription } from '../kind';
import { tokensText } from '../labels';

export const ngram: KindDescription<NgramOptions> = {
  id: 'ngram',
  data: 'text',
  chosenFor: 'continue',
  uses: () => ['continue', 'evaluate'],
  refusal: () => 'continues texts; it cannot translate. Choose another model.',
  /** "Trigrams, characters" */
  describe: ({ order, text }) => {
    const name = ['Unigrams', 'Bigrams', 'Trigrams'][order - 1] ?? `N-grams of order ${order}`;
    return `${name}, ${tokensText(text.tokenisation)}`;
  },
  // Counting reads the text once.
  epochs: () => 1,
};
