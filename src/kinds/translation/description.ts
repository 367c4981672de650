/** A translation model: made from sentence pairs, it translates texts sentence by sentence. */
import type { TranslationOptions } from '../../options/translation';
import type { KindDescription } from '../kind';
import { cannot, layersMessage } from '../describing';
import { message } from '../../words/message';

export const translation = {
  id: 'translation',
  data: 'pairs',
  chosenFor: 'translate',
  uses: () => ['translate', 'evaluate'],
  refusal: cannot,
  /** "Translation, GRU with attention, 1 layer of 256" */
  describe: ({ network }) =>
    message(network.attention ? 'model.translationWithAttention' : 'model.translation', {
      cell: message(`cell.${network.cell}`),
      layers: layersMessage(network),
    }),
  hasSecondText: ({ text }) => text.format === 'parallel',
  insideRefusal: () => undefined,
  further: ({ optimiser, training, network, text }, ofModel) => ({
    // Where the pairs stand in a text is no matter of the model.
    text: {
      ...text,
      minFrequency: ofModel.text.minFrequency,
      normalise: ofModel.text.normalise,
      tokenisation: ofModel.text.tokenisation,
    },
    network: { ...ofModel.network, dropout: network.dropout },
    optimiser,
    training,
  }),
  epochs: ({ training }) => training.epochs,
} satisfies KindDescription<TranslationOptions>;
