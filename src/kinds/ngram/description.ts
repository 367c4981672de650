/** A language model made by counting: it continues texts and says how well it expects them. */
import type { NgramOptions } from '../../options/language';
import type { KindDescription } from '../kind';
import { cannot } from '../describing';
import { message } from '../../words/message';

export const ngram: KindDescription<NgramOptions> = {
  id: 'ngram',
  data: 'text',
  chosenFor: 'continue',
  uses: () => ['continue', 'evaluate'],
  refusal: cannot,
  /** "Trigrams, characters" */
  describe: ({ order, text }) => {
    const named = ([1, 2, 3] as const).find(known => known === order);
    return message('model.ngrams', {
      order: named === undefined ? message('ngrams.n', { order }) : message(`ngrams.${named}`),
      tokens: message(`tokens.${text.tokenisation}.within`),
    });
  },
  insideRefusal: name => message('error.noInside', { name }),
  // Counting reads the text once.
  epochs: () => 1,
};
