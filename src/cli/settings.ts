/** The options of a language model as flags of the command line: one row each, the same defaults as everywhere. */
import { defaultLanguageModelOptions as defaults, type LanguageModelOptions } from '../options/language';
import { tokenisations } from '../protocol/model';
import { sharedSettings } from './sharedSettings';
import { applySettings, settingRows, type FlagValues, type Setting as SettingOf } from './settingRows';

export { attributeOf, parseChoice, parseNumber, type FlagValues } from './settingRows';

export type Setting = SettingOf<LanguageModelOptions>;

const { whole, real, choice, bare, grouped } = settingRows(defaults);
const shared = sharedSettings(defaults, 'text', 'rows');

const text = (o: LanguageModelOptions) => o.text;
const network = (o: LanguageModelOptions) => o.network;
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
  ...shared.shape,
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
  shared.dropout,
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

const trainingSettings = grouped('Training:', [
  ...shared.passes,
  whole(1, 65_536, { flags: '--steps <n>', description: 'time steps of a batch', section: training, key: 'timeSteps' }),
  choice(['sequential', 'random'], {
    flags: '--sampling <kind>',
    description: 'order of batches',
    section: training,
    key: 'sampling',
  }),
  ...shared.ending,
  ...shared.machine,
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
  shared.sampleEvery,
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
  ...shared.optimiser,
  ...trainingSettings,
  ...sampleSettings,
];

/** The defaults, changed by what was given. @throws UnrollError 'bad-options' */
export const optionsFrom = (
  values: FlagValues,
  settings: readonly Setting[] = trainingCommandSettings,
): LanguageModelOptions => applySettings(defaults, values, settings);
