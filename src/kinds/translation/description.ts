/** A translation model: made from sentence pairs, it translates texts sentence by sentence. */
import type { TranslationOptions } from '../../options/translation';
import type { KindDescription } from '../kind';
import { cellLabels, layersText } from '../labels';

export const translation: KindDescription<TranslationOptions> = {
  id: 'translation',
  data: 'pairs',
  chosenFor: 'translate',
  uses: () => ['translate', 'evaluate'],
  refusal: () => 'is a translation model; it cannot continue a text. Choose another model.',
  /** "Translation, GRU with attention, 1 layer of 256" */
  describe: ({ network }) =>
    `Translation, ${cellLabels[network.cell].name}${network.attention ? ' with attention' : ''}, ${layersText(network)}`,
  hasSecondText: ({ text }) => text.format === 'parallel',
  epochs: ({ training }) => training.epochs,
};
