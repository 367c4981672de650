/** The options of models that label texts. */
import * as v from 'valibot';
import { tokenisations } from '../protocol/model';
import { choice, standardOf, text, whole, yesNo } from './option';
import { formEntries } from './tables';
import {
  dropoutOption,
  endingEntries,
  machineEntries,
  minFrequency,
  networkEntries,
  optimiserEntries,
  passEntries,
  validationFraction,
} from './shared';

/** The columns of label and text: a name or a number from 1; empty: detected. */
export const labelColumnsTable = v.strictObject({
  labelColumn: text({ standard: '', flag: '--label-column <column>', topic: 'labels', words: 'option.labelColumn' }),
  textColumn: text({ standard: '', flag: '--text-column <column>', topic: 'labels', words: 'option.textColumn' }),
  ...formEntries('labels'),
});

export const labelsTable = v.strictObject({
  text: v.strictObject({
    ...labelColumnsTable.entries,
    tokenisation: choice(tokenisations, { standard: 'word', flag: '--tokens <kind>', words: 'option.tokenisation' }),
    minFrequency: minFrequency(2),
    /** Used when `tokenisation` is 'bpe'. */
    bytePairVocabularySize: whole(2, 65_536, {
      standard: 1024,
      flag: '--bpe-size <n>',
      words: 'option.bytePairVocabularySize',
    }),
    maxLength: whole(2, 10_000, { standard: 200, flag: '--max-length <n>', words: 'option.maxLength.labels' }),
  }),
  network: v.strictObject({
    ...networkEntries({ cell: 'gru', hiddenSize: 64, layers: 1 }),
    embeddingSize: whole(1, 4096, { standard: 64, flag: '--embedding <n>', words: 'option.embeddingSize.pairs' }),
    bidirectional: yesNo({ standard: true, flag: '--one-way', flagSets: false, words: 'option.oneWay.labels' }),
    /** How the states over a text become one vector: the last of each direction, their mean, or a mean weighted by additive attention. */
    pooling: choice(['attention', 'mean', 'last'], {
      standard: 'mean',
      flag: '--pooling <kind>',
      words: 'option.pooling',
    }),
    dropout: dropoutOption(0.5),
  }),
  optimiser: v.strictObject(optimiserEntries({ learningRate: 2e-3, clipNorm: 1 })),
  training: v.strictObject({
    ...passEntries('labels', { batchSize: 32, epochs: 10 }),
    ...endingEntries('labels', { patience: 2 }),
    /** Half of it is used for choices (early stopping, weights of the classifiers), the other half only for evaluation. */
    validationFraction: validationFraction('labels', 0.2),
    ...machineEntries(),
  }),
});

export type LabelColumns = v.InferOutput<typeof labelColumnsTable>;
export type LabelOptions = v.InferOutput<typeof labelsTable>;
export type LabelNetworkOptions = LabelOptions['network'];

export const defaultLabelOptions: LabelOptions = v.parse(labelsTable, standardOf(labelsTable));
