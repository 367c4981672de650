/** Options that several kinds of model have, each with defaults of its own. */
import { cellNames, type CellName } from '../protocol/model';
import type { Key } from '../words/message';
import { above, choice, real, whole } from './option';

/** What a model is made from; some sentences differ by it. */
type KindData = 'text' | 'pairs';

/** More than any text has, so that a number without a natural limit still has one. */
export const plenty = 1_000_000_000;

export const cell = (standard: CellName) =>
  choice(cellNames, { standard, flag: '--cell <name>', words: 'option.cell' });

export const minFrequency = (standard: number) =>
  whole(1, plenty, {
    standard,
    flag: '--min-frequency <n>',
    words: 'option.minFrequency',
  });

const hiddenSize = (standard: number) =>
  ({
    standard,
    flag: '--hidden <n>',
    words: 'option.hiddenSize',
  }) as const;
const layers = (standard: number) =>
  ({
    standard,
    flag: '--layers <n>',
    words: 'option.layers',
  }) as const;
const dropout = (standard: number) =>
  ({
    standard,
    flag: '--dropout <p>',
    words: 'option.dropout',
  }) as const;
const learningRate = (standard: number) =>
  ({
    standard,
    flag: '--lr <rate>',
    words: 'option.learningRate',
  }) as const;

/** A size has a setting where the settings are this kind's. */
const named = <F extends object>(facts: F, setting: string | undefined): F & { setting?: string } =>
  setting === undefined ? facts : { ...facts, setting };

/** The settings `unroll.training.*` are of language models, except those that any training obeys. */
type Settings = 'settings' | 'no settings';
const settingOf = (settings: Settings, name: string): string | undefined =>
  settings === 'settings' ? `training.${name}` : undefined;

export const networkEntries = (
  standard: { cell: CellName; hiddenSize: number; layers: number },
  settings: Settings,
) => ({
  cell: cell(standard.cell),
  hiddenSize: whole(1, 4096, named(hiddenSize(standard.hiddenSize), settingOf(settings, 'hiddenSize'))),
  layers: whole(1, 8, named(layers(standard.layers), settingOf(settings, 'layers'))),
});

export const dropoutOption = (standard: number, settings: Settings) =>
  real(0, 0.9, named(dropout(standard), settingOf(settings, 'dropout')));

export const optimiserEntries = (standard: { learningRate: number; clipNorm: number }, settings: Settings) => ({
  kind: choice(['adam', 'sgd'], { standard: 'adam', flag: '--optimiser <kind>', words: 'option.optimiser' }),
  learningRate: above(0, 1000, named(learningRate(standard.learningRate), settingOf(settings, 'learningRate'))),
  /** Global L2 norm theta: g <- min(1, theta/|g|) g. 0 switches clipping off. */
  clipNorm: real(0, 1_000_000, {
    standard: standard.clipNorm,
    flag: '--clip <norm>',
    words: 'option.clipNorm',
  }),
  schedule: choice(['constant', 'cosine'], {
    standard: 'cosine',
    flag: '--schedule <kind>',
    words: 'option.schedule',
  }),
  /** Share of all steps spent in linear warm-up; used with 'cosine'. */
  warmUp: real(0, 1, {
    standard: 0.02,
    flag: '--warm-up <share>',
    words: 'option.warmUp',
  }),
});

export const passEntries = (data: KindData, standard: { batchSize: number; epochs: number }, settings: Settings) => ({
  batchSize: whole(
    1,
    4096,
    named(
      { standard: standard.batchSize, flag: '--batch <n>', words: `option.batchSize.${data}` },
      settingOf(settings, 'batchSize'),
    ),
  ),
  epochs: whole(
    1,
    100_000,
    named(
      {
        standard: standard.epochs,
        flag: '--epochs <n>',
        words: `option.epochs.${data}`,
      },
      settingOf(settings, 'epochs'),
    ),
  ),
});

export const endingEntries = (data: KindData, standard: { patience: number }, settings: Settings) => ({
  /** Share from the end of the data. */
  validationFraction: validationFraction(data, 0.1, settingOf(settings, 'validationFraction')),
  patience: whole(
    0,
    100_000,
    named(
      {
        standard: standard.patience,
        flag: '--patience <n>',
        words: 'option.patience',
      },
      settingOf(settings, 'patience'),
    ),
  ),
});

export const validationFraction = (data: KindData, standard: number, setting?: string) =>
  real(
    0,
    0.5,
    named(
      {
        standard,
        flag: '--validation <share>',
        words: `option.validationFraction.${data}`,
      },
      setting,
    ),
  );

export const seed = (facts: { words: Key; setting?: string; topic?: 'sampling' }) =>
  whole(0, 2 ** 32 - 1, { standard: 1, flag: '--seed <n>', ...facts });

/** These two are obeyed by any training. */
export const machineEntries = () => ({
  seed: seed({
    setting: 'training.seed',
    words: 'option.seed',
  }),
  threads: whole(0, 256, {
    standard: 0,
    flag: '--threads <n>',
    setting: 'training.threads',
    scope: 'machine-overridable',
    words: 'option.threads',
  }),
});

export const sampleEverySeconds = (standard: number) =>
  real(0, plenty, {
    standard,
    flag: '--sample-every <seconds>',
    topic: 'samples',
    words: 'option.sampleEverySeconds',
  });

export const temperature = (facts: {
  flag?: string;
  setting?: string;
  topic?: 'samples' | 'completion' | 'sampling';
}) =>
  real(0, 10, {
    standard: 0.7,
    words: 'option.temperature',
    ...facts,
  });
