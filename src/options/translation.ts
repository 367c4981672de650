/** The options of translation models. */
import * as v from 'valibot';
import type { Key } from '../words/message';
import { pairFormats } from '../protocol/translation';
import { choice, real, standardOf, texts, whole, yesNo } from './option';
import { formEntries } from './tables';
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

/** A column number from 0; -1: detected. */
const column = (flag: string, words: Key) =>
  whole(-1, 999, { standard: -1, flag, countedFrom: 1, topic: 'pairs', words });

/** The place of the pairs in a text. */
export const columnsTable = v.strictObject({
  format: choice(pairFormats, { standard: 'tsv', flag: '--format <kind>', topic: 'pairs', words: 'option.format' }),
  sourceColumn: column('--source-column <n>', 'option.sourceColumn'),
  targetColumn: column('--target-column <n>', 'option.targetColumn'),
  ...formEntries('pairs'),
  maxPairs: whole(0, plenty, { standard: 0, flag: '--max-pairs <n>', topic: 'pairs', words: 'option.maxPairs' }),
});

export const translationTable = v.strictObject({
  text: v.strictObject({
    ...columnsTable.entries,
    tokenisation: choice(['word', 'char'], { standard: 'word', flag: '--tokens <kind>', words: 'option.tokenisation' }),
    /** Lower case, a space before , . ! and ?, narrow and no-break spaces as spaces. */
    normalise: yesNo({ standard: true, flag: '--as-written', flagSets: false, words: 'option.asWritten' }),
    minFrequency: minFrequency(2),
    maxLength: whole(2, 1000, { standard: 20, flag: '--max-length <n>', words: 'option.maxLength' }),
    tooLong: choice(['drop', 'truncate'], { standard: 'drop', flag: '--too-long <what>', words: 'option.tooLong' }),
  }),
  network: v.strictObject({
    ...networkEntries({ cell: 'gru', hiddenSize: 256, layers: 1 }),
    embeddingSize: whole(1, 4096, { standard: 128, flag: '--embedding <n>', words: 'option.embeddingSize.pairs' }),
    bidirectionalEncoder: yesNo({ standard: true, flag: '--one-way', flagSets: false, words: 'option.oneWay' }),
    /** Additive attention (Bahdanau et al. 2015) over the encoder's outputs. */
    attention: yesNo({
      standard: true,
      flag: '--without-attention',
      flagSets: false,
      words: 'option.withoutAttention',
    }),
    dropout: dropoutOption(0.3),
    /** 'xavier' is the notes' choice for translation. */
    initialisation: choice(['scaled', 'xavier'], {
      standard: 'scaled',
      flag: '--initialisation <kind>',
      words: 'option.initialisation.pairs',
    }),
  }),
  optimiser: v.strictObject(optimiserEntries({ learningRate: 2e-3, clipNorm: 1 })),
  training: v.strictObject({
    ...passEntries('pairs', { batchSize: 64, epochs: 30 }),
    ...endingEntries('pairs', { patience: 5 }),
    ...machineEntries(),
    /** If empty, held-out sentences are used. */
    sampleSentences: texts({
      standard: [],
      flag: '--sample <sentence>',
      topic: 'samples',
      words: 'option.sampleSentences',
    }),
    sampleEverySeconds: sampleEverySeconds(10),
  }),
});

/** The options of beam search. */
export const searchTable = v.strictObject({
  beamSize: whole(1, 64, { standard: 4, flag: '--beam <n>', topic: 'translation', words: 'option.beamSize' }),
  /** alpha of (1 / L^alpha) sum log p. */
  lengthPenalty: real(0, 10, { standard: 0.75, words: 'option.lengthPenalty' }),
});

export type PairColumns = v.InferOutput<typeof columnsTable>;
export type TranslationOptions = v.InferOutput<typeof translationTable>;
export type PairTextOptions = TranslationOptions['text'];
export type TranslationNetworkOptions = TranslationOptions['network'];
export type SearchOptions = v.InferOutput<typeof searchTable>;

/** For pairs of spellings, dates or codes, in which words do not recur. */
export const byCharacters = {
  tokenisation: 'char',
  normalise: false,
  minFrequency: 1,
  maxLength: 80,
} as const satisfies Partial<PairTextOptions>;

export const defaultTranslationOptions: TranslationOptions = v.parse(translationTable, standardOf(translationTable));
export const defaultColumnOptions: PairColumns = v.parse(columnsTable, standardOf(columnsTable));
export const defaultSearchOptions: SearchOptions = v.parse(searchTable, standardOf(searchTable));
