/** A recurrent language model: it continues texts and says how well it expects them. */
import type { LanguageModelOptions } from '../../options/language';
import type { KindDescription } from '../kind';
import { cellLabels, layersText, tokensText } from '../labels';

export const language: KindDescription<LanguageModelOptions> = {
  id: 'language',
  data: 'text',
  chosenFor: 'continue',
  uses: ({ network }) => (network.bidirectional ? ['evaluate'] : ['continue', 'evaluate']),
  refusal: (use, { network }) =>
    use === 'continue' && network.bidirectional
      ? 'is bidirectional: it reads the text after the cursor too, so it cannot continue one. Train a model without that option.'
      : 'continues texts; it cannot translate. Choose another model.',
  /** "LSTM, 1 layer of 256, characters" */
  describe: ({ network, text }) => {
    const both = network.bidirectional ? ', both directions' : '';
    return `${cellLabels[network.cell].name}, ${layersText(network)}${both}, ${tokensText(text.tokenisation)}`;
  },
  epochs: ({ training }) => training.epochs,
};
