/** What the notes publish for each model, the band a faithful implementation falls into, and how to train it. */
import { bookOptions, presetOptions } from '../../../src/protocol/presets';
import {
  defaultLanguageModelOptions as defaults,
  type CellName,
  type LanguageModelOptions,
} from '../../../src/protocol/model';

export type DataFile = 'timemachine.txt' | 'tinyshakespeare.txt';

/** A run that trains to its last epoch, in losses of nats per token. */
export interface Trained {
  /** Mean over the last five epochs. */
  trainLoss: number;
  validations: { epoch: number; loss: number }[];
  /** Order-5 Witten-Bell on the same held-out text. */
  baselineLoss: number | undefined;
}

export interface Check {
  what: string;
  value: (run: Trained) => number;
  published: string;
  /** Both ends inclusive. */
  band: (run: Trained) => { from: number; to: number };
}

export interface Row {
  id: string;
  title: string;
  file: DataFile;
  options: (characters: number) => LanguageModelOptions;
  checks: readonly Check[];
}

const trainingPerplexity = (published: string, to: number, from = 1): Check[] => [
  { what: 'training perplexity', value: run => Math.exp(run.trainLoss), published, band: () => ({ from, to }) },
];

/** The best held-out loss within so many epochs. */
const bestLoss = ({ validations }: Trained, epochs = Infinity): number =>
  Math.min(...validations.filter(({ epoch }) => epoch <= epochs).map(({ loss }) => loss));

const lossAfter = (epochs: number, published: string, to: number): Check => ({
  what: `held-out nats after ${epochs} epochs (${epochs} M characters)`,
  value: run => bestLoss(run, epochs),
  published,
  band: () => ({ from: 1.3, to }),
});

const beatsCounting: Check[] = [
  {
    what: 'held-out perplexity',
    value: run => Math.exp(bestLoss(run)),
    published: 'less than counting (order-5 Witten-Bell)',
    band: ({ baselineLoss = NaN }) => ({ from: 1, to: Math.exp(baselineLoss) }),
  },
];

function book(cell: CellName, change: Partial<LanguageModelOptions['network']> & { random?: true } = {}) {
  const { random, ...network } = change;
  return (): LanguageModelOptions => {
    const options = bookOptions(cell, network.layers ?? 1);
    return {
      ...options,
      network: { ...options.network, ...network },
      // The bidirectional lesson keeps the rate of one layer.
      optimiser: { ...options.optimiser, learningRate: network.layers && !network.bidirectional ? 2 : 1 },
      training: { ...options.training, sampling: random ? 'random' : 'sequential' },
    };
  };
}

/** 90/10, Adam 2e-3, 50 rows of 50 steps, no dropout. An epoch is a million characters. */
const shakespeare = (cell: CellName, hiddenSize: number, epochs: number) => (): LanguageModelOptions => ({
  text: defaults.text,
  network: { ...defaults.network, cell, hiddenSize, embeddingSize: 64, dropout: 0, weightDropout: 0 },
  optimiser: { kind: 'adam', learningRate: 2e-3, clipNorm: 5, schedule: 'constant', warmUp: 0 },
  training: { ...defaults.training, batchSize: 50, timeSteps: 50, epochs, patience: 0 },
});

const balanced = (characters: number): LanguageModelOptions =>
  presetOptions('balanced', { characters, tokenisation: 'char' });

const bookRow = (id: string, title: string, options: Row['options'], checks: readonly Check[]): Row => ({
  id,
  title,
  file: 'timemachine.txt',
  options,
  checks,
});

export const rows: readonly Row[] = [
  bookRow('rnn-512', 'RNN, 512 units', book('rnn', { hiddenSize: 512 }), trainingPerplexity('1.0 (1.0 to 1.2)', 1.4)),
  bookRow(
    'rnn-512-random',
    'RNN, 512 units, random sampling',
    book('rnn', { hiddenSize: 512, random: true }),
    trainingPerplexity('1.5 (1.3 to 1.6)', 1.7, 1.2),
  ),
  bookRow('rnn', 'RNN, 256 units', book('rnn'), trainingPerplexity('1.3 (1.2 to 1.4)', 1.4)),
  bookRow('gru', 'GRU, 256 units', book('gru'), trainingPerplexity('1.1 (1.0 to 1.3)', 1.15)),
  bookRow('lstm', 'LSTM, 256 units', book('lstm'), trainingPerplexity('1.1 (1.0 to 1.4)', 1.25)),
  bookRow('lstm-2', 'LSTM, 2 x 256, rate 2', book('lstm', { layers: 2 }), trainingPerplexity('1.0 (1.0 to 1.6)', 1.1)),
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
    checks: [lossAfter(7, '1.634', 1.65), lossAfter(15, '1.598', 1.61)],
  },
  {
    id: 'shakespeare-gru',
    title: 'GRU, 256 units',
    file: 'tinyshakespeare.txt',
    options: shakespeare('gru', 256, 4),
    checks: [lossAfter(4, '1.564', 1.6)],
  },
  {
    id: 'balanced-timemachine',
    title: 'Preset "balanced"',
    file: 'timemachine.txt',
    options: balanced,
    checks: beatsCounting,
  },
  {
    id: 'balanced-shakespeare',
    title: 'Preset "balanced"',
    file: 'tinyshakespeare.txt',
    options: balanced,
    checks: beatsCounting,
  },
];
