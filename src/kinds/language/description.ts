/** A recurrent language model: it continues texts and says how well it expects them. */
import type { LanguageModelOptions } from '../../options/language';
import { gflopsOf } from '../../options/expectedTime';
import type { KindDescription } from '../kind';
import { cannot, layersMessage } from '../describing';
import { message } from '../../words/message';

export const language = {
  id: 'language',
  data: 'text',
  chosenFor: 'continue',
  uses: ({ network }) => (network.bidirectional ? ['evaluate'] : ['continue', 'evaluate']),
  refusal: (name, use, { network }) =>
    use === 'continue' && network.bidirectional ? message('error.bidirectional', { name }) : cannot(name, use),
  /** "LSTM, 1 layer of 256, characters" */
  describe: ({ network, text }) => {
    const parts = {
      cell: message(`cell.${network.cell}`),
      layers: layersMessage(network),
      tokens: message(`tokens.${text.tokenisation}.within`),
    };
    return network.bidirectional ? message('model.recurrentBothWays', parts) : message('model.recurrent', parts);
  },
  insideRefusal: (name, { network }) =>
    network.bidirectional ? message('error.noInside.bothWays', { name }) : undefined,
  further: ({ optimiser, training, network }, ofModel) => ({
    text: ofModel.text,
    network: { ...ofModel.network, dropout: network.dropout, weightDropout: network.weightDropout },
    optimiser,
    training,
  }),
  epochs: ({ training }) => training.epochs,
  gflopsOf: ({ network, training }, vocabularySize, tokensPerSecond) =>
    gflopsOf(network, vocabularySize, tokensPerSecond, training),
} satisfies KindDescription<LanguageModelOptions>;
