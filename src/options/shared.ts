/** Options that several kinds of model have, each with defaults of its own. */
import { cellNames, type CellName } from '../protocol/model';
import { above, choice, real, whole } from './option';

/** More than any text has, so that a number without a natural limit still has one. */
export const plenty = 1_000_000_000;

export const cell = (standard: CellName) =>
  choice(cellNames, { standard, flag: '--cell <name>', words: 'The recurrent cell.' });

export const minFrequency = (standard: number) =>
  whole(1, plenty, {
    standard,
    flag: '--min-frequency <n>',
    words: 'A token that occurs less often becomes <unk>.',
  });

const hiddenSize = (standard: number) => ({
  standard,
  flag: '--hidden <n>',
  words: 'Units of each recurrent layer. More units learn more and train more slowly.',
});
const layers = (standard: number) => ({
  standard,
  flag: '--layers <n>',
  words: 'Recurrent layers, stacked on top of each other.',
});
const dropout = (standard: number) => ({
  standard,
  flag: '--dropout <p>',
  words:
    'Share of activations, between layers and before the output layer, that is dropped while training. More dropout resists memorising.',
});
const learningRate = (standard: number) => ({
  standard,
  flag: '--lr <rate>',
  words: 'Peak learning rate. With the usual schedule the rate warms up to it and then falls along a cosine.',
});

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
  kind: choice(['adam', 'sgd'], { standard: 'adam', flag: '--optimiser <kind>', words: 'The update rule.' }),
  learningRate: above(0, 1000, named(learningRate(standard.learningRate), settingOf(settings, 'learningRate'))),
  /** Global L2 norm theta: g <- min(1, theta/|g|) g. 0 switches clipping off. */
  clipNorm: real(0, 1_000_000, {
    standard: standard.clipNorm,
    flag: '--clip <norm>',
    words: 'Largest norm of the gradient, which is scaled down to it; 0 is off.',
  }),
  schedule: choice(['constant', 'cosine'], {
    standard: 'cosine',
    flag: '--schedule <kind>',
    words: 'The learning rate over time.',
  }),
  /** Share of all steps spent in linear warm-up; used with 'cosine'. */
  warmUp: real(0, 1, {
    standard: 0.02,
    flag: '--warm-up <share>',
    words: 'Share of all steps in which the rate rises to its peak (with cosine).',
  }),
});

/** @param data what is passed over: "text" @param rows what a batch is made of: "sequences" */
export const passEntries = (
  data: string,
  rows: string,
  standard: { batchSize: number; epochs: number },
  settings: Settings,
) => ({
  batchSize: whole(
    1,
    4096,
    named(
      { standard: standard.batchSize, flag: '--batch <n>', words: `How many ${rows} are trained at the same time.` },
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
        words: `How often the ${data} is read at most: training may end earlier, after some epochs without a better held-out loss.`,
      },
      settingOf(settings, 'epochs'),
    ),
  ),
});

export const endingEntries = (data: string, standard: { patience: number }, settings: Settings) => ({
  /** Share from the end of the data. */
  validationFraction: validationFraction(data, 0.1, settingOf(settings, 'validationFraction')),
  patience: whole(
    0,
    100_000,
    named(
      {
        standard: standard.patience,
        flag: '--patience <n>',
        words: 'Epochs without a better held-out loss after which training ends; 0 never ends early.',
      },
      settingOf(settings, 'patience'),
    ),
  ),
});

export const validationFraction = (data: string, standard: number, setting?: string) =>
  real(
    0,
    0.5,
    named(
      {
        standard,
        flag: '--validation <share>',
        words: `Share of the ${data}, taken from its end, that is held out to measure the model on what it has not seen.`,
      },
      setting,
    ),
  );

export const seed = (facts: { words: string; setting?: string; topic?: 'sampling' }) =>
  whole(0, 2 ** 32 - 1, { standard: 1, flag: '--seed <n>', ...facts });

/** These two are obeyed by any training. */
export const machineEntries = () => ({
  seed: seed({
    setting: 'training.seed',
    words: 'The seed of all random numbers: the same data, settings and engine give the same model.',
  }),
  threads: whole(0, 256, {
    standard: 0,
    flag: '--threads <n>',
    setting: 'training.threads',
    scope: 'machine-overridable',
    words: 'Threads that share a batch; 0 lets the number of cores decide.',
  }),
});

export const sampleEverySeconds = (standard: number) =>
  real(0, plenty, {
    standard,
    flag: '--sample-every <seconds>',
    topic: 'samples',
    words: 'Seconds of training between two samples at least.',
  });

export const temperature = (facts: {
  flag?: string;
  setting?: string;
  topic?: 'samples' | 'completion' | 'sampling';
}) =>
  real(0, 10, {
    standard: 0.7,
    words: 'Below 1 the likelier tokens are preferred, above 1 the rarer ones; 0 always takes the likeliest.',
    ...facts,
  });
