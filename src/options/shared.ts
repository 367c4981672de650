/** Options that several kinds of model share, with different defaults. */
import { cellNames, type CellName } from '../protocol/model';
import type { KindData } from '../protocol/kind';
import type { Key } from '../words/message';
import { above, choice, real, whole } from './option';

/** An upper bound for numbers without a natural limit; no text is this long. */
export const plenty = 1_000_000_000;

const cell = (standard: CellName) =>
  choice(cellNames, { standard, flag: '--cell <name>', words: 'option.cell' }, name => `cell.${name}.detail`);

export const minFrequency = (standard: number) =>
  whole(1, plenty, { standard, flag: '--min-frequency <n>', words: 'option.minFrequency' });

export const networkEntries = (standard: { cell: CellName; hiddenSize: number; layers: number }) => ({
  cell: cell(standard.cell),
  hiddenSize: whole(1, 4096, {
    standard: standard.hiddenSize,
    flag: '--hidden <n>',
    setting: 'language',
    byPreset: true,
    words: 'option.hiddenSize',
  }),
  layers: whole(1, 8, {
    standard: standard.layers,
    flag: '--layers <n>',
    setting: 'language',
    byPreset: true,
    words: 'option.layers',
  }),
});

export const dropoutOption = (standard: number) =>
  real(0, 0.9, { standard, flag: '--dropout <p>', setting: 'language', byPreset: true, words: 'option.dropout' });

export const optimiserEntries = (standard: { learningRate: number; clipNorm: number }) => ({
  kind: choice(['adam', 'sgd', 'muon'], { standard: 'adam', flag: '--optimiser <kind>', words: 'option.optimiser' }),
  learningRate: above(0, 1000, {
    standard: standard.learningRate,
    flag: '--lr <rate>',
    setting: 'language',
    byPreset: true,
    words: 'option.learningRate',
  }),
  /** Global L2 norm theta: g <- min(1, theta/|g|) g. 0 switches clipping off. */
  clipNorm: real(0, 1_000_000, { standard: standard.clipNorm, flag: '--clip <norm>', words: 'option.clipNorm' }),
  schedule: choice(['constant', 'cosine', 'linear'], {
    standard: 'cosine',
    flag: '--schedule <kind>',
    words: 'option.schedule',
  }),
  /** Share of all steps with linear warm-up; not used with 'constant'. */
  warmUp: real(0, 1, { standard: 0.02, flag: '--warm-up <share>', words: 'option.warmUp' }),
  /** Decay per update of the exponential mean of the weights, which is validated and stored instead of the weights. 0: no mean. */
  averaging: real(0, 0.99999, {
    standard: 0,
    beforeItExisted: 0,
    flag: '--average <decay>',
    words: 'option.averaging',
  }),
});

export const passEntries = (data: KindData, standard: { batchSize: number; epochs: number }) => ({
  epochs: whole(1, 100_000, {
    standard: standard.epochs,
    flag: '--epochs <n>',
    setting: 'language',
    byPreset: true,
    words: `option.epochs.${data}`,
  }),
  batchSize: whole(1, 4096, {
    standard: standard.batchSize,
    flag: '--batch <n>',
    setting: 'language',
    byPreset: true,
    words: `option.batchSize.${data}`,
  }),
});

export const endingEntries = (data: KindData, standard: { patience: number }) => ({
  validationFraction: validationFraction(data, 0.1),
  patience: whole(0, 100_000, {
    standard: standard.patience,
    flag: '--patience <n>',
    setting: 'language',
    byPreset: true,
    words: 'option.patience',
  }),
});

/** Share of the data, taken from its end. */
export const validationFraction = (data: KindData, standard: number) =>
  real(0, 0.5, {
    standard,
    flag: '--validation <share>',
    setting: 'language',
    words: `option.validationFraction.${data}`,
  });

export const seed = (facts: { words: Key; setting?: 'every'; topic?: 'sampling' }) =>
  whole(0, 2 ** 32 - 1, { standard: 1, flag: '--seed <n>', ...facts });

export const machineEntries = () => ({
  seed: seed({ setting: 'every', words: 'option.seed' }),
  threads: whole(0, 256, {
    standard: 0,
    flag: '--threads <n>',
    setting: 'every',
    scope: 'machine-overridable',
    words: 'option.threads',
  }),
});

export const sampleEverySeconds = (standard: number) =>
  real(0, plenty, { standard, flag: '--sample-every <seconds>', topic: 'samples', words: 'option.sampleEverySeconds' });

export const temperature = (facts: { flag?: string; topic: 'samples' | 'completion' | 'sampling' }) =>
  real(0, 10, { standard: 0.7, words: 'option.temperature', ...facts });
