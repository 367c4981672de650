/** The options of a language model as flags of the command line: one row each, the same defaults as everywhere. */
import {
  cellNames,
  defaultLanguageModelOptions as defaults,
  tokenisations,
  type LanguageModelOptions,
} from '../protocol/model';
import { applySettings, settingRows, type FlagValues, type Setting as SettingOf } from './settingRows';

export { attributeOf, parseChoice, parseNumber, type FlagValues } from './settingRows';

export type Setting = SettingOf<LanguageModelOptions>;

const { whole, real, choice, bare, grouped } = settingRows(defaults);

const text = (o: LanguageModelOptions) => o.text;
const network = (o: LanguageModelOptions) => o.network;
const optimiser = (o: LanguageModelOptions) => o.optimiser;
const training = (o: LanguageModelOptions) => o.training;

export const textSettings = grouped('Text:', [
  choice(tokenisations, {
    flags: '--tokens <kind>',
    description: 'what a token is',
    section: text,
    key: 'tokenisation',
  }),
  bare({ flags: '--clean', description: 'keep only the letters A-Z, in lower case', section: text, key: 'clean' }),
  whole(1, Infinity, {
    flags: '--min-frequency <n>',
    description: 'a rarer token becomes <unk>',
    section: text,
    key: 'minFrequency',
  }),
  whole(257, 65_536, {
    flags: '--bpe-size <n>',
    description: 'tokens of a byte-pair vocabulary',
    section: text,
    key: 'bytePairVocabularySize',
  }),
  whole(0, Infinity, {
    flags: '--max-tokens <n>',
    description: 'use the first n tokens only; 0 is all',
    section: text,
    key: 'maxTokens',
  }),
]);

const networkSettings = grouped('Network:', [
  choice(cellNames, { flags: '--cell <name>', description: 'recurrent cell', section: network, key: 'cell' }),
  whole(1, 4096, {
    flags: '--hidden <n>',
    description: 'hidden units of a layer',
    section: network,
    key: 'hiddenSize',
  }),
  whole(1, 16, { flags: '--layers <n>', description: 'recurrent layers', section: network, key: 'layers' }),
  whole(0, 4096, {
    flags: '--embedding <n>',
    description: 'size of the token embedding; 0 is one-hot',
    section: network,
    key: 'embeddingSize',
  }),
  bare({
    flags: '--bidirectional',
    description: 'read both ways; such a model cannot continue text',
    section: network,
    key: 'bidirectional',
  }),
  real(0, 0.95, {
    flags: '--dropout <p>',
    description: 'dropout between layers and before the output',
    section: network,
    key: 'dropout',
  }),
  real(0, 0.95, {
    flags: '--weight-dropout <p>',
    description: 'dropout of hidden-to-hidden weights',
    section: network,
    key: 'weightDropout',
  }),
  choice(['scaled', 'book'], {
    flags: '--initialisation <kind>',
    description: 'first weights',
    section: network,
    key: 'initialisation',
  }),
]);

const optimiserSettings = grouped('Optimiser:', [
  choice(['adam', 'sgd'], { flags: '--optimiser <kind>', description: 'update rule', section: optimiser, key: 'kind' }),
  real(0, 1000, { flags: '--lr <rate>', description: 'learning rate', section: optimiser, key: 'learningRate' }),
  real(0, Infinity, {
    flags: '--clip <norm>',
    description: 'largest gradient norm; 0 is off',
    section: optimiser,
    key: 'clipNorm',
  }),
  choice(['constant', 'cosine'], {
    flags: '--schedule <kind>',
    description: 'learning rate over time',
    section: optimiser,
    key: 'schedule',
  }),
  real(0, 1, {
    flags: '--warm-up <share>',
    description: 'share of all steps in warm-up (cosine)',
    section: optimiser,
    key: 'warmUp',
  }),
]);

const trainingSettings = grouped('Training:', [
  whole(1, 100_000, { flags: '--epochs <n>', description: 'passes over the text', section: training, key: 'epochs' }),
  whole(1, 65_536, { flags: '--batch <n>', description: 'rows of a batch', section: training, key: 'batchSize' }),
  whole(1, 65_536, { flags: '--steps <n>', description: 'time steps of a batch', section: training, key: 'timeSteps' }),
  choice(['sequential', 'random'], {
    flags: '--sampling <kind>',
    description: 'order of batches',
    section: training,
    key: 'sampling',
  }),
  real(0, 0.5, {
    flags: '--validation <share>',
    description: 'share of the text held out',
    section: training,
    key: 'validationFraction',
  }),
  whole(0, 100_000, {
    flags: '--patience <n>',
    description: 'epochs without a better validation before the end; 0 never',
    section: training,
    key: 'patience',
  }),
  whole(0, 2 ** 32 - 1, {
    flags: '--seed <n>',
    description: 'the same seed gives the same model',
    section: training,
    key: 'seed',
  }),
  whole(0, 1024, {
    flags: '--threads <n>',
    description: 'threads that split a batch; 0 lets the machine decide',
    section: training,
    key: 'threads',
  }),
]);

const sampleSettings = grouped('Samples while training:', [
  {
    flags: '--prefix <text>',
    repeated: true,
    description: 'text to be continued (may be repeated); without one, a line of the text',
    initial: undefined,
    apply: (options, value) => {
      options.training.samplePrefixes = Array.isArray(value) ? value.map(String) : [String(value)];
    },
  },
  whole(1, 100_000, {
    flags: '--sample-length <n>',
    description: 'tokens of a sample',
    section: training,
    key: 'sampleLength',
  }),
  real(0, Infinity, {
    flags: '--sample-every <seconds>',
    description: 'time between samples',
    section: training,
    key: 'sampleEverySeconds',
  }),
  real(0, 10, {
    flags: '--sample-temperature <t>',
    description: 'their temperature; 0 is greedy',
    section: training,
    key: 'sampleTemperature',
  }),
]);

export const trainingCommandSettings: Setting[] = [
  ...textSettings,
  ...networkSettings,
  ...optimiserSettings,
  ...trainingSettings,
  ...sampleSettings,
];

/** The defaults, changed by what was given. @throws UnrollError 'bad-options' */
export const optionsFrom = (
  values: FlagValues,
  settings: readonly Setting[] = trainingCommandSettings,
): LanguageModelOptions => applySettings(defaults, values, settings);
