/** The options of translation models. */
import * as v from 'valibot';
import { pairFormats } from '../protocol/translation';
import { choice, real, standardOf, texts, whole, yesNo } from './option';
import {
  dropoutOption,
  endingEntries,
  machineEntries,
  minFrequency,
  networkEntries,
  optimiserEntries,
  passEntries,
  plenty,
  sampleEverySeconds,
} from './shared';

/** Columns of a CSV, 0 is the first. */
const column = (flag: string, standard: number, words: string) =>
  whole(0, 999, { standard, flag, countedFrom: 1, topic: 'pairs', words });

/** Where the pairs stand in a text. */
export const columnsTable = v.strictObject({
  format: choice(pairFormats, {
    standard: 'tsv',
    flag: '--format <kind>',
    topic: 'pairs',
    words: 'How pairs are written (parallel: the targets in a second file).',
  }),
  sourceColumn: column('--source-column <n>', 0, 'Column of a CSV that holds the sources.'),
  targetColumn: column('--target-column <n>', 1, 'Column of a CSV that holds the targets.'),
  header: yesNo({
    standard: false,
    flag: '--header',
    topic: 'pairs',
    words: 'The first row of the CSV names its columns.',
  }),
  maxPairs: whole(0, plenty, {
    standard: 0,
    flag: '--max-pairs <n>',
    topic: 'pairs',
    words: 'Use the first n pairs only; 0 is all.',
  }),
});

export const translationTable = v.strictObject({
  text: v.strictObject({
    ...columnsTable.entries,
    tokenisation: choice(['word', 'char'], { standard: 'word', flag: '--tokens <kind>', words: 'What a token is.' }),
    /** Lower case, a space before , . ! and ?, narrow and no-break spaces as spaces. */
    normalise: yesNo({
      standard: true,
      flag: '--as-written',
      flagSets: false,
      words: 'Keep capitals, and punctuation where it is.',
    }),
    minFrequency: minFrequency(2),
    maxLength: whole(2, 1000, {
      standard: 20,
      flag: '--max-length <n>',
      words: 'Most tokens of a side, its end included.',
    }),
    tooLong: choice(['drop', 'truncate'], {
      standard: 'drop',
      flag: '--too-long <what>',
      words: 'What becomes of a longer pair.',
    }),
  }),
  network: v.strictObject({
    ...networkEntries({ cell: 'gru', hiddenSize: 256, layers: 1 }, 'no settings'),
    embeddingSize: whole(1, 4096, {
      standard: 128,
      flag: '--embedding <n>',
      words: 'Size of the vectors that stand for tokens.',
    }),
    bidirectionalEncoder: yesNo({
      standard: true,
      flag: '--one-way',
      flagSets: false,
      words: 'The encoder reads the source forwards only.',
    }),
    /** Additive attention (Bahdanau et al. 2015) over the encoder's outputs. */
    attention: yesNo({ standard: true, flag: '--without-attention', flagSets: false, words: 'No attention.' }),
    dropout: dropoutOption(0.3, 'no settings'),
    /** 'xavier' is the notes' choice for translation. */
    initialisation: choice(['scaled', 'xavier'], {
      standard: 'scaled',
      flag: '--initialisation <kind>',
      words: 'The first weights: uniform, scaled to the layer, or as in the textbook.',
    }),
  }),
  optimiser: v.strictObject(optimiserEntries({ learningRate: 2e-3, clipNorm: 1 }, 'no settings')),
  training: v.strictObject({
    ...passEntries('list of pairs', 'pairs', { batchSize: 64, epochs: 30 }, 'no settings'),
    ...endingEntries('pairs', { patience: 5 }, 'no settings'),
    ...machineEntries(),
    /** An empty list takes held-out ones. */
    sampleSentences: texts({
      standard: [],
      flag: '--sample <sentence>',
      topic: 'samples',
      words: 'A sentence that is translated while training; without any, some of the pairs.',
    }),
    sampleEverySeconds: sampleEverySeconds(10),
  }),
});

/** The beam search of a translation. */
export const searchTable = v.strictObject({
  beamSize: whole(1, 64, {
    standard: 4,
    flag: '--beam <n>',
    setting: 'translation.beamSize',
    topic: 'translation',
    words: 'Candidates that a translation follows at once (beam search); 1 always takes the likeliest token.',
  }),
  /** alpha of (1 / L^alpha) sum log p. */
  lengthPenalty: real(0, 10, { standard: 0.75, words: 'How much a longer translation is preferred.' }),
});

export type PairColumns = v.InferOutput<typeof columnsTable>;
export type TranslationOptions = v.InferOutput<typeof translationTable>;
export type PairTextOptions = TranslationOptions['text'];
export type TranslationNetworkOptions = TranslationOptions['network'];
export type TranslationTrainingOptions = TranslationOptions['training'];
export type SearchOptions = v.InferOutput<typeof searchTable>;

export const defaultTranslationOptions: TranslationOptions = v.parse(translationTable, standardOf(translationTable));
export const defaultColumnOptions: PairColumns = v.parse(columnsTable, standardOf(columnsTable));
export const defaultSearchOptions: SearchOptions = v.parse(searchTable, standardOf(searchTable));
