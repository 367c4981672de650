/** The options of a translation model as flags of the command line. */
import {
  defaultTranslationOptions as defaults,
  type PairTextOptions,
  type TranslationOptions,
} from '../options/translation';
import { pairFormats } from '../protocol/translation';
import { sharedSettings } from './sharedSettings';
import { applySettings, settingRows, type FlagValues, type Setting } from './settingRows';

const { whole, choice, bare, grouped } = settingRows(defaults);
const shared = sharedSettings(defaults, 'pairs', 'pairs');

const text = (o: TranslationOptions) => o.text;
const network = (o: TranslationOptions) => o.network;

/** Columns are counted from 1 on the command line. */
const column = (flags: string, description: string, key: 'sourceColumn' | 'targetColumn') => {
  const row = whole(1, 1000, { flags, description, section: text, key });
  return {
    ...row,
    initial: String(defaults.text[key] + 1),
    apply: (options: TranslationOptions, value: unknown) => {
      row.apply(options, value);
      options.text[key] -= 1;
    },
  };
};

/** Where the pairs stand in a file. */
export const pairSettings = grouped('Pairs:', [
  choice(pairFormats, {
    flags: '--format <kind>',
    description: 'how pairs are written (parallel: the targets in a second file)',
    section: text,
    key: 'format',
  }),
  column('--source-column <n>', 'column of a CSV that holds the sources', 'sourceColumn'),
  column('--target-column <n>', 'column of a CSV that holds the targets', 'targetColumn'),
  bare({ flags: '--header', description: 'the first row of the CSV names its columns', section: text, key: 'header' }),
  whole(0, Infinity, {
    flags: '--max-pairs <n>',
    description: 'use the first n pairs only; 0 is all',
    section: text,
    key: 'maxPairs',
  }),
]);

const textSettings = grouped('Text:', [
  choice(['word', 'char'], {
    flags: '--tokens <kind>',
    description: 'what a token is',
    section: text,
    key: 'tokenisation',
  }),
  bare(
    {
      flags: '--as-written',
      description: 'keep capitals, and punctuation where it is',
      section: text,
      key: 'normalise',
    },
    false,
  ),
  whole(1, Infinity, {
    flags: '--min-frequency <n>',
    description: 'a rarer token becomes <unk>',
    section: text,
    key: 'minFrequency',
  }),
  whole(2, 1000, {
    flags: '--max-length <n>',
    description: 'most tokens of a side, its end included',
    section: text,
    key: 'maxLength',
  }),
  choice(['drop', 'truncate'], {
    flags: '--too-long <what>',
    description: 'what becomes of a longer pair',
    section: text,
    key: 'tooLong',
  }),
]);

const networkSettings = grouped('Network:', [
  ...shared.shape,
  whole(1, 4096, {
    flags: '--embedding <n>',
    description: 'size of the token embeddings',
    section: network,
    key: 'embeddingSize',
  }),
  bare(
    {
      flags: '--one-way',
      description: 'the encoder reads forwards only',
      section: network,
      key: 'bidirectionalEncoder',
    },
    false,
  ),
  bare({ flags: '--without-attention', description: 'no attention', section: network, key: 'attention' }, false),
  shared.dropout,
  choice(['scaled', 'xavier'], {
    flags: '--initialisation <kind>',
    description: 'first weights',
    section: network,
    key: 'initialisation',
  }),
]);

const trainingSettings = grouped('Training:', [
  ...shared.passes,
  ...shared.ending,
  ...shared.machine,
  {
    flags: '--sample <sentence>',
    repeated: true,
    description: 'sentence translated while training (may be repeated); without one, some of the pairs',
    initial: undefined,
    apply: (options, value) => {
      options.training.sampleSentences = Array.isArray(value) ? value.map(String) : [String(value)];
    },
  },
  shared.sampleEvery,
]);

export const translationCommandSettings: Setting<TranslationOptions>[] = [
  ...pairSettings,
  ...textSettings,
  ...networkSettings,
  ...shared.optimiser,
  ...trainingSettings,
];

/** What `--format` does not say, the file's name and a second file do. @throws UnrollError 'bad-options' */
export function translationOptionsFrom(
  values: FlagValues,
  file: string,
  settings: readonly Setting<TranslationOptions>[] = translationCommandSettings,
): TranslationOptions {
  const options = applySettings(defaults, values, settings);
  return values['format'] === undefined
    ? { ...options, text: { ...options.text, format: formatOf(file, values['target'] !== undefined) } }
    : options;
}

function formatOf(file: string, hasSecond: boolean): PairTextOptions['format'] {
  if (hasSecond) return 'parallel';
  return /\.csv$/i.test(file) ? 'csv' : 'tsv';
}
