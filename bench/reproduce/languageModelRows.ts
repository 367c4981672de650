/** For each language model: the published result, the range of a faithful implementation, and the options of training. */
import { bookOptions } from '../../src/options/books';
import { expectedSeconds } from '../../src/options/expectedTime';
import { resolve, type PresetName } from '../../src/options/presets';
import { defaultLanguageModelOptions as defaults, type LanguageModelOptions } from '../../src/options/language';
import type { CellName } from '../../src/protocol/model';
import type { Check } from './experiment';
import { languageModelExperiment, type Row, type Trained } from './languageModel';

type Checks = Row['checks'];

const trainingPerplexity =
  (published: string, to: number, from?: number): Checks =>
  ({ trainLoss }) => [
    { what: 'training perplexity', published, value: Math.exp(trainLoss), to, ...(from === undefined ? {} : { from }) },
  ];

/** With a rate of 1 to the end the loss sometimes jumps, so the median of the last epochs is more meaningful than the last value. */
const alsoSettled =
  (published: string, to: number): Checks =>
  run => [
    ...trainingPerplexity(published, to)(run),
    { what: 'the same, median of the last 50 epochs', published, value: Math.exp(run.settledLoss), to },
  ];

/** The best held-out loss within a number of epochs. */
const bestLoss = ({ validations }: Trained, epochs = Infinity): number =>
  Math.min(...validations.filter(({ epoch }) => epoch <= epochs).map(({ loss }) => loss));

const lossAfter = (run: Trained, epochs: number, published: string, to: number): Check => ({
  what: `held-out nats after ${epochs} epochs (${epochs} M characters)`,
  value: bestLoss(run, epochs),
  published,
  to,
});

const beatsCounting: Checks = run => [
  {
    what: 'held-out perplexity',
    value: Math.exp(bestLoss(run)),
    published: 'less than counting (order-5 Witten-Bell)',
    to: Math.exp(run.baselineLoss ?? NaN),
  },
];

const beatsBalanced =
  (balanced: number): Checks =>
  run => [
    { what: 'held-out perplexity', value: Math.exp(bestLoss(run)), published: 'less than "balanced"', to: balanced },
  ];

function book(cell: CellName, change: Partial<LanguageModelOptions['network']> & { random?: true } = {}) {
  const { random, ...network } = change;
  return (): LanguageModelOptions => {
    const options = bookOptions(cell, network.layers ?? 1);
    return {
      ...options,
      network: { ...options.network, ...network },
      // The notes' bidirectional experiment uses the rate of one layer.
      optimiser: { ...options.optimiser, learningRate: network.layers && !network.bidirectional ? 2 : 1 },
      training: { ...options.training, sampling: random ? 'random' : 'sequential' },
    };
  };
}

/** 90/10, Adam 2e-3, 50 rows of 50 steps, no dropout. An epoch is a million characters. */
const shakespeare = (cell: CellName, hiddenSize: number, epochs: number) => (): LanguageModelOptions => ({
  text: defaults.text,
  network: { ...defaults.network, cell, hiddenSize, embeddingSize: 64, dropout: 0, weightDropout: 0 },
  optimiser: { kind: 'adam', learningRate: 2e-3, clipNorm: 5, schedule: 'constant', warmUp: 0, averaging: 0 },
  training: { ...defaults.training, batchSize: 50, timeSteps: 50, epochs, patience: 0 },
});

const preset =
  (name: PresetName): Row['options'] =>
  characters =>
    resolve(name, {}, characters);

/** A small network trained for a time (at the speed that presets assume); then all voices read the text with it. */
const seconds =
  (wanted: number): Row['options'] =>
  characters => {
    const quick = resolve('quick', {}, characters);
    const each = expectedSeconds(quick, characters) / quick.training.epochs;
    const epochs = Math.max(1, Math.floor(wanted / each));
    return resolve('quick', { training: { epochs, patience: 0 } }, characters);
  };

/** The loss while learning and the loss with fixed weights are separate figures, as they are not comparable. */
const learningWhileReading =
  (what: string, figureOf: (loss: number) => number, published: string, to: number): Checks =>
  run => [
    ...(run.learningLoss === undefined
      ? []
      : [{ what: `learning while it reads, ${what}`, published, value: figureOf(run.learningLoss), to }]),
    // No value is expected after so short a training.
    { what: `frozen, ${what}`, published: 'nothing', value: figureOf(bestLoss(run)), from: 0 },
  ];

const bookRow = (id: string, title: string, options: Row['options'], checks: Checks): Row => ({
  id,
  title,
  file: 'timemachine.txt',
  options,
  checks,
});

const rows: readonly Row[] = [
  bookRow('rnn-512', 'RNN, 512 units', book('rnn', { hiddenSize: 512 }), trainingPerplexity('1.0 (1.0 to 1.2)', 1.4)),
  bookRow(
    'rnn-512-random',
    'RNN, 512 units, random sampling',
    book('rnn', { hiddenSize: 512, random: true }),
    trainingPerplexity('1.5 (1.3 to 1.6)', 1.7, 1.2),
  ),
  bookRow('rnn', 'RNN, 256 units', book('rnn'), trainingPerplexity('1.3 (1.2 to 1.4)', 1.4)),
  bookRow('gru', 'GRU, 256 units', book('gru'), alsoSettled('1.1 (1.0 to 1.3)', 1.15)),
  bookRow('lstm', 'LSTM, 256 units', book('lstm'), alsoSettled('1.1 (1.0 to 1.4)', 1.25)),
  bookRow('lstm-2', 'LSTM, 2 x 256, rate 2', book('lstm', { layers: 2 }), alsoSettled('1.0 (1.0 to 1.6)', 1.1)),
  bookRow(
    'bilstm',
    'Bidirectional LSTM, 2 x 256, misused as a language model',
    book('lstm', { layers: 2, bidirectional: true }),
    trainingPerplexity('1.1 (1.1 to 1.2)', 1.25),
  ),
  {
    id: 'shakespeare-lstm',
    title: 'LSTM, 128 units',
    file: 'tinyshakespeare.txt',
    options: shakespeare('lstm', 128, 15),
    checks: run => [lossAfter(run, 7, '1.634', 1.65), lossAfter(run, 15, '1.598', 1.61)],
  },
  {
    id: 'shakespeare-gru',
    title: 'GRU, 256 units',
    file: 'tinyshakespeare.txt',
    options: shakespeare('gru', 256, 4),
    checks: run => [lossAfter(run, 4, '1.564', 1.6)],
  },
  {
    id: 'balanced-timemachine',
    title: 'Preset "balanced"',
    file: 'timemachine.txt',
    options: preset('balanced'),
    checks: beatsCounting,
  },
  {
    id: 'balanced-shakespeare',
    title: 'Preset "balanced"',
    file: 'tinyshakespeare.txt',
    options: preset('balanced'),
    checks: beatsCounting,
  },
  {
    id: 'best-timemachine',
    title: 'Preset "best"',
    file: 'timemachine.txt',
    options: preset('best'),
    checks: beatsBalanced(4.23),
  },
  {
    id: 'best-shakespeare',
    title: 'Preset "best"',
    file: 'tinyshakespeare.txt',
    options: preset('best'),
    checks: beatsBalanced(4.63),
  },
  {
    id: 'adaptive-timemachine',
    title: 'All voices, 30 s of training',
    file: 'timemachine.txt',
    options: seconds(30),
    checks: learningWhileReading('perplexity', Math.exp, 'zpaq -m5: 3.97', 3.8),
  },
  {
    id: 'adaptive-shakespeare',
    title: 'All voices, 60 s of training',
    file: 'tinyshakespeare.txt',
    options: seconds(60),
    checks: learningWhileReading('nats a character', loss => loss, 'zpaq -m5: 1.307', 1.29),
  },
];

export const languageModelExperiments = rows.map(languageModelExperiment);
