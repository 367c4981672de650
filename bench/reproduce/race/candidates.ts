/** The recipes of the race: each returns the options of training on a text within a time limit. */
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../src/options/language';
import { epochsWithin, expectedSeconds } from '../../../src/options/expectedTime';
import { resolve } from '../../../src/options/presets';
import { withGiven, type Given } from '../../../src/options/read';

export interface Track {
  characters: number;
  /** Wall time that the training may take, measured from its command. */
  seconds: number;
  /** Speed of this machine, as `gflopsOf` returns it. */
  gflops: number;
}

export interface Candidate {
  id: string;
  title: string;
  options(track: Track): LanguageModelOptions;
}

/** Share of the time limit for training; the rest is for reading the text and choosing an engine. */
const shareOfTraining = 0.97;
const mostEpochs = 10_000;

/** As many whole epochs as fit, so that the learning rate schedule is complete at the time limit. */
function within({ characters, seconds, gflops }: Track, given: Given<'language'>): LanguageModelOptions {
  const options = withGiven('language', defaultLanguageModelOptions, given);
  const reading = (epochs: number): LanguageModelOptions => ({
    ...options,
    training: { ...options.training, epochs, patience: 0 },
  });
  const secondsOf = (epochs: number): number => expectedSeconds(reading(epochs), characters, undefined, gflops);
  return reading(Math.max(1, epochsWithin(shareOfTraining * seconds, mostEpochs, secondsOf)));
}

type Network = NonNullable<Given<'language'>['network']>;

const network = (given: Network, { characters }: Track): Network => ({
  embeddingSize: 64,
  // A short text is read many times.
  ...(characters < 500_000 ? { dropout: 0.3, weightDropout: 0.2 } : { dropout: 0.1, weightDropout: 0 }),
  ...given,
});

const straight = (learningRate: number) => ({ learningRate, clipNorm: 1, schedule: 'linear', warmUp: 0.02 }) as const;

/** A constant rate with the mean of the weights. */
const averaged = (learningRate: number) =>
  ({ learningRate, clipNorm: 1, schedule: 'constant', averaging: 0.998 }) as const;

const recipe = (
  id: string,
  title: string,
  given: Network,
  optimiser: NonNullable<Given<'language'>['optimiser']>,
  batch: NonNullable<Given<'language'>['training']> = { batchSize: 16, timeSteps: 64 },
): Candidate => ({
  id,
  title,
  options: track =>
    within(track, {
      network: network(given, track),
      optimiser,
      training: batch,
    }),
});

export const candidates: readonly Candidate[] = [
  {
    id: 'preset',
    title: 'what `--seconds` takes',
    options: ({ characters, seconds, gflops }) =>
      resolve('balanced', { training: { patience: 0 } }, characters, gflops, shareOfTraining * seconds),
  },
  {
    id: 'before',
    title: 'LSTM 256, cosine to a tenth (the presets up to 0.1.0)',
    options: track =>
      within(track, {
        network: { cell: 'lstm', hiddenSize: 256, embeddingSize: 64, dropout: 0.3, weightDropout: 0.2 },
        optimiser: { learningRate: 4e-3, schedule: 'cosine' },
        training: { batchSize: 16, timeSteps: 64 },
      }),
  },
  recipe('gru-256', 'GRU 256', { cell: 'gru', hiddenSize: 256 }, straight(6e-3)),
  recipe('gru-384', 'GRU 384', { cell: 'gru', hiddenSize: 384 }, straight(4.6e-3)),
  recipe('gru-256-mean', 'GRU 256, mean of the weights', { cell: 'gru', hiddenSize: 256 }, averaged(3e-3)),
  recipe('gru-384-mean', 'GRU 384, mean of the weights', { cell: 'gru', hiddenSize: 384 }, averaged(2.5e-3)),
  recipe('gru-256-ramp', 'GRU 256, batches that grow fourfold', { cell: 'gru', hiddenSize: 256 }, straight(6e-3), {
    batchSize: 16,
    timeSteps: 64,
    batchRamp: 4,
  }),
  recipe('gru-512', 'GRU 512', { cell: 'gru', hiddenSize: 512 }, straight(4e-3)),
  recipe('lstm-512', 'LSTM 512', { cell: 'lstm', hiddenSize: 512 }, straight(4e-3)),
  recipe('gru-512-muon', 'GRU 512, Muon', { cell: 'gru', hiddenSize: 512 }, { ...straight(4e-3), kind: 'muon' }),
  recipe(
    'min-gru-3',
    'minGRU 3 x 512',
    { cell: 'min-gru', hiddenSize: 512, layers: 3, weightDropout: 0 },
    straight(4e-3),
  ),
];
