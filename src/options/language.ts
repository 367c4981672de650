/** The options of language models: recurrent networks and n-gram models. */
import * as v from 'valibot';
import { tokenisations } from '../protocol/model';
import { choice, real, standardOf, texts, whole, yesNo } from './option';
import {
  dropoutOption,
  endingEntries,
  machineEntries,
  minFrequency,
  networkEntries,
  optimiserEntries,
  passEntries,
  plenty,
  sampleEverySeconds,
  temperature,
  validationFraction,
} from './shared';

export const textTable = v.strictObject({
  tokenisation: choice(
    tokenisations,
    { standard: 'char', flag: '--tokens <kind>', setting: 'language', words: 'option.tokenisation' },
    tokenisation => `option.tokenisation.${tokenisation}`,
  ),
  /** The notes' clean-up: everything but A-Z becomes a space, trimmed, lower case. */
  clean: yesNo({ standard: false, flag: '--clean', words: 'option.clean' }),
  /** A token enters the vocabulary when its frequency is >= this. */
  minFrequency: minFrequency(1),
  /** Number of tokens; used when `tokenisation` is 'bpe'. */
  bytePairVocabularySize: whole(2, 65_536, {
    standard: 1024,
    flag: '--bpe-size <n>',
    words: 'option.bytePairVocabularySize',
  }),
  /** The book uses 10 000. */
  maxTokens: whole(0, plenty, { standard: 0, flag: '--max-tokens <n>', words: 'option.maxTokens' }),
  /** In the book's second edition the vocabulary has the tokens of the whole text, in the first only those of the first `maxTokens`. */
  vocabularyFrom: choice(['text', 'read'], {
    standard: 'text',
    beforeItExisted: 'text',
    flag: '--vocabulary-from <part>',
    words: 'option.vocabularyFrom',
  }),
});

export const networkTable = v.strictObject({
  ...networkEntries({ cell: 'lstm', hiddenSize: 256, layers: 1 }),
  embeddingSize: whole(0, 4096, {
    standard: 64,
    flag: '--embedding <n>',
    setting: 'language',
    byPreset: true,
    words: 'option.embeddingSize',
  }),
  /** The logits are products with the rows of the embedding, after a projection to their width (Press and Wolf 2017). */
  tiedOutput: yesNo({ standard: false, beforeItExisted: false, flag: '--tie', words: 'option.tiedOutput' }),
  /** Number of groups of units that read only their own part of the previous state: hidden weights are block-diagonal. Divides the hidden size. */
  heads: whole(1, 64, { standard: 1, beforeItExisted: 1, flag: '--heads <n>', words: 'option.heads' }),
  /** Layer normalisation of every layer's outputs, before the next layer and the output layer. */
  layerNorm: yesNo({ standard: false, beforeItExisted: false, flag: '--layer-norm', words: 'option.layerNorm' }),
  bidirectional: yesNo({
    standard: false,
    flag: '--bidirectional',
    setting: 'language',
    words: 'option.bidirectional',
  }),
  /** Dropout between layers and before the output layer. */
  dropout: dropoutOption(0.3),
  /** DropConnect on the hidden-to-hidden weights, one mask per batch. */
  weightDropout: real(0, 0.9, {
    standard: 0.2,
    flag: '--weight-dropout <p>',
    setting: 'language',
    byPreset: true,
    words: 'option.weightDropout',
  }),
  /** 'scaled' = uniform(+-1/sqrt(H)), embeddings normal(0, 1); 'uniform' = embeddings likewise; 'book' = normal(0, 0.01). Biases begin at zero. */
  initialisation: choice(['scaled', 'uniform', 'book'], {
    standard: 'scaled',
    flag: '--initialisation <kind>',
    words: 'option.initialisation',
  }),
});

const optimiserTable = v.strictObject(optimiserEntries({ learningRate: 4e-3, clipNorm: 5 }));

export const trainingTable = v.strictObject({
  ...passEntries('text', { batchSize: 16, epochs: 20 }),
  timeSteps: whole(1, 4096, {
    standard: 64,
    flag: '--steps <n>',
    setting: 'language',
    byPreset: true,
    words: 'option.timeSteps',
  }),
  /** See `rowsIn` of text/batches. */
  batchRamp: whole(1, 64, { standard: 1, beforeItExisted: 1, flag: '--batch-ramp <n>', words: 'option.batchRamp' }),
  sampling: choice(['sequential', 'random'], {
    standard: 'sequential',
    flag: '--sampling <kind>',
    words: 'option.sampling',
  }),
  /** The notes' second edition draws an offset for every epoch, the first has none. */
  windows: choice(['shifting', 'fixed'], {
    standard: 'shifting',
    beforeItExisted: 'shifting',
    flag: '--windows <kind>',
    words: 'option.windows',
  }),
  ...endingEntries('text', { patience: 4 }),
  ...machineEntries(),
  /** If empty, the beginning of a line of the text is used. */
  samplePrefixes: texts({
    standard: [],
    flag: '--prefix <text>',
    setting: 'language',
    topic: 'samples',
    words: 'option.samplePrefixes',
  }),
  sampleLength: whole(1, 100_000, {
    standard: 200,
    flag: '--sample-length <n>',
    setting: 'language',
    topic: 'samples',
    words: 'option.sampleLength',
  }),
  sampleEverySeconds: sampleEverySeconds(5),
  sampleTemperature: temperature({ flag: '--sample-temperature <t>', topic: 'samples' }),
});

/** The options that, with the text, determine a language model. */
export const languageTable = v.strictObject({
  text: textTable,
  network: networkTable,
  optimiser: optimiserTable,
  training: trainingTable,
});

/** Interpolated Witten-Bell over sequences of up to `order` tokens. */
export const ngramTable = v.strictObject({
  text: textTable,
  order: whole(1, 10, { standard: 5, flag: '--order <n>', topic: 'training', words: 'option.order' }),
  validationFraction: validationFraction('text', 0.1),
});

export type NetworkOptions = v.InferOutput<typeof networkTable>;
export type OptimiserOptions = v.InferOutput<typeof optimiserTable>;
export type TrainingOptions = v.InferOutput<typeof trainingTable>;
export type LanguageModelOptions = v.InferOutput<typeof languageTable>;
export type NgramOptions = v.InferOutput<typeof ngramTable>;

export const defaultLanguageModelOptions: LanguageModelOptions = v.parse(languageTable, standardOf(languageTable));
export const defaultNgramOptions: NgramOptions = v.parse(ngramTable, standardOf(ngramTable));
