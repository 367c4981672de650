/** For each translation model: the published result, the range of a faithful implementation, and the options of training. */
import { defaultTranslationOptions as defaults, type TranslationOptions } from '../../src/options/translation';
import { bleu } from '../../src/text/measures/bleu';
import { readSentence } from '../../src/text/pairs/pairLanguage';
import { datePairs } from './dates';
import type { Check } from './experiment';
import { notesPairs } from './notesPairs';
import { translationExperiment, type TrainedTranslation, type TranslationRow } from './translation';

/** All but "he's calm ." are among the training pairs. */
const samples = [
  ['go .', 'va !'],
  ['i lost .', "j'ai perdu ."],
  ["he's calm .", 'il est calme .'],
  ["i'm home .", 'je suis chez moi .'],
] as const;

const steps = 10;

/**
 * The notes clip the gradient of a sum at norm 1: the sum over sentences of each sentence's token losses / 10. It is 27 times our mean over tokens
 * (64 sentences of 4.26 tokens).
 */
const clipNorm = 1 / 27;

/** The notes' run: 601 pairs, two GRU layers of 32 units. */
const book = (attention: boolean, epochs: number): TranslationOptions => ({
  text: { ...defaults.text, minFrequency: 2, maxLength: steps, tooLong: 'truncate', maxPairs: 601 },
  network: {
    cell: 'gru',
    hiddenSize: 32,
    layers: 2,
    embeddingSize: 32,
    bidirectionalEncoder: false,
    attention,
    dropout: 0.1,
    initialisation: 'xavier',
  },
  optimiser: { kind: 'adam', learningRate: 0.005, clipNorm, schedule: 'constant', warmUp: 0, averaging: 0 },
  training: { ...defaults.training, batchSize: 64, epochs, validationFraction: 0, patience: 0 },
});

const scores = ({ translations }: TrainedTranslation): number[] =>
  samples.map(([, label], index) => {
    const { tokens } = readSentence(translations[index]!.target, { tokenisation: 'word', normalise: true });
    return bleu(tokens, label.split(' '), 2);
  });

/** The notes have no dropout before the output; without it our loss is 0.017. */
const bookLoss = ({ trainLoss }: TrainedTranslation, published: string): Check => ({
  what: "the notes' loss (sum over a sentence's tokens / 10 steps)",
  published,
  value: trainLoss / steps,
  to: 0.021,
  over: 'mean',
});

const meanBleu = (trained: TrainedTranslation, published: string, from: number): Check => ({
  what: 'mean BLEU (k = 2) of four sentences',
  published,
  value: scores(trained).reduce((sum, score) => sum + score, 0) / samples.length,
  from,
  over: 'mean',
});

/** 1 for a perfect translation. */
const perfect = (trained: TrainedTranslation, index: 0 | 3): Check => ({
  what: `"${samples[index][0]}" translated perfectly`,
  published: '79 of 79 builds',
  value: scores(trained)[index] === 1 ? 1 : 0,
  from: 0.8,
  over: 'mean',
});

const bookRow = (change: Pick<TranslationRow, 'id' | 'title' | 'options' | 'checks'>): TranslationRow => ({
  file: 'eng-fra.tsv',
  pairs: notesPairs,
  sentences: samples.map(([source]) => source),
  ...change,
});

const bookRows = [
  bookRow({
    id: 'seq2seq',
    title: 'Encoder-decoder, GRU, 2 x 32',
    options: book(false, 300),
    checks: trained => [bookLoss(trained, '0.019 (0.018 to 0.020)'), meanBleu(trained, '0.695 (0.438 to 0.842)', 0.55)],
  }),
  bookRow({
    id: 'seq2seq-attention',
    title: 'Encoder-decoder with attention, GRU, 2 x 32',
    options: book(true, 250),
    checks: trained => [
      bookLoss(trained, '0.020 (0.019 to 0.021)'),
      meanBleu(trained, '0.914 (0.750 to 0.914)', 0.8),
      perfect(trained, 0),
      perfect(trained, 3),
    ],
  }),
];

const dates: TranslationRow = {
  id: 'dates',
  title: 'Dates as people write them to ISO dates, by characters, GRU 128 with attention',
  pairs: (_, seed) => datePairs(seed, 5000),
  options: {
    text: { ...defaults.text, tokenisation: 'char', normalise: false, maxLength: 60 },
    network: { ...defaults.network, hiddenSize: 128, embeddingSize: 32, dropout: 0.1 },
    optimiser: defaults.optimiser,
    training: { ...defaults.training, epochs: 8 },
  },
  sentences: ['the third of march nineteen eighty-seven', '3 Mar 87', 'Tuesday, 3 March 1987'],
  checks: async ({ evaluate }) => [
    {
      what: 'exact match on 500 held-out dates',
      published: 'the demand',
      value: (await evaluate()).exactMatch,
      from: 0.98,
    },
  ],
};

export const translationExperiments = [...bookRows, dates].map(translationExperiment);
