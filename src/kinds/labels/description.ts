/** A model that labels texts: statistics and a recurrent network, each believed as far as it was right on texts it had not read. */
import type { LabelOptions } from '../../options/labels';
import { message } from '../../words/message';
import type { KindDescription } from '../kind';
import { cannot, layersMessage } from '../describing';

export const labels = {
  id: 'labels',
  data: 'labels',
  chosenFor: 'label',
  uses: () => ['label', 'evaluate'],
  refusal: cannot,
  /** "Labels, GRU, 1 layer of 64, both directions, and statistics" */
  describe: ({ network }) =>
    message('model.labels', { cell: message(`cell.${network.cell}`), layers: layersMessage(network) }),
  insideRefusal: () => undefined,
  further: ({ text, network, optimiser, training }, ofModel) => ({
    // Where label and text stand, and how much of a text is read, is no matter of the weights.
    text: {
      ...text,
      tokenisation: ofModel.text.tokenisation,
      minFrequency: ofModel.text.minFrequency,
      bytePairVocabularySize: ofModel.text.bytePairVocabularySize,
    },
    network: { ...ofModel.network, dropout: network.dropout },
    optimiser,
    training,
  }),
  epochs: ({ training }) => training.epochs,
} satisfies KindDescription<LabelOptions>;
