/** What a translation model is and how it is trained on sentence pairs. */
import type { CellName, EngineChoice, OptimiserOptions } from './model';
import type { TextSource } from './textSource';

export const pairFormats = ['tsv', 'csv', 'parallel'] as const;
/** 'parallel' takes a second text with one target a line. */
export type PairFormat = (typeof pairFormats)[number];

export interface PairTextOptions {
  format: PairFormat;
  /** Columns of a CSV, 0 is the first. */
  sourceColumn: number;
  targetColumn: number;
  /** Whether the first row of a CSV names its columns. */
  header: boolean;
  /** Lower case, a space before , . ! and ?, narrow and no-break spaces as spaces. */
  normalise: boolean;
  tokenisation: 'word' | 'char';
  /** A token enters its vocabulary when its frequency is >= this. */
  minFrequency: number;
  /** Most tokens of a side, `<eos>` included. */
  maxLength: number;
  tooLong: 'drop' | 'truncate';
  /** Only the first so many pairs; 0 means all. */
  maxPairs: number;
}

export interface TranslationNetworkOptions {
  cell: CellName;
  hiddenSize: number;
  layers: number;
  embeddingSize: number;
  /** Whether the encoder reads the source in both directions. */
  bidirectionalEncoder: boolean;
  /** Additive attention (Bahdanau et al. 2015) over the encoder's outputs. */
  attention: boolean;
  dropout: number;
  /** 'xavier' is the notes' choice for translation. */
  initialisation: 'scaled' | 'xavier';
}

export interface TranslationTrainingOptions {
  batchSize: number;
  epochs: number;
  /** Share of the pairs, from the end of the file, held out, 0..0.5. */
  validationFraction: number;
  patience: number;
  seed: number;
  /** Sentences translated while training; an empty list takes held-out ones. */
  sampleSentences: string[];
  sampleEverySeconds: number;
  threads: number;
}

export interface TranslationOptions {
  text: PairTextOptions;
  network: TranslationNetworkOptions;
  optimiser: OptimiserOptions;
  training: TranslationTrainingOptions;
}

export const defaultTranslationOptions: TranslationOptions = {
  text: {
    format: 'tsv',
    sourceColumn: 0,
    targetColumn: 1,
    header: false,
    normalise: true,
    tokenisation: 'word',
    minFrequency: 2,
    maxLength: 20,
    tooLong: 'drop',
    maxPairs: 0,
  },
  network: {
    cell: 'gru',
    hiddenSize: 256,
    layers: 1,
    embeddingSize: 128,
    bidirectionalEncoder: true,
    attention: true,
    dropout: 0.3,
    initialisation: 'scaled',
  },
  optimiser: { kind: 'adam', learningRate: 2e-3, clipNorm: 1, schedule: 'cosine', warmUp: 0.02 },
  training: {
    batchSize: 64,
    epochs: 30,
    validationFraction: 0.1,
    patience: 5,
    seed: 1,
    sampleSentences: [],
    sampleEverySeconds: 10,
    threads: 0,
  },
};

/** What kind of sentence pairs a text seems to hold. */
export interface FoundPairs {
  format: 'tsv' | 'csv';
  /** 0 is the first. */
  sourceColumn: number;
  targetColumn: number;
  header: boolean;
  /** The first pair. */
  example: { source: string; target: string };
}

export interface TrainTranslationJob {
  source: TextSource;
  /** The second text of 'parallel'. */
  target?: TextSource;
  options: TranslationOptions;
  engine: EngineChoice;
  modelsFolder: string;
  modelName: string;
  /** Goes on from the checkpoint in this model's folder instead of starting anew. */
  resumeFrom?: string;
}

/** Characters of a text that is translated at once; a longer one is a job for `unroll translate`, file by file. */
export const longestTranslation = 50_000;

export interface TranslateRequest {
  modelFolder: string;
  /** Whole text; lines are translated sentence by sentence, their order and blank lines are kept. */
  text: string;
  beamSize: number;
  /** alpha of (1 / L^alpha) sum log p. */
  lengthPenalty: number;
}

export interface SentenceTranslation {
  source: string;
  target: string;
  /** Words the model does not know: they pass through as they are. */
  unknown: string[];
  /** For each target token, the weight of each source token; only with attention. */
  attention?: { sourceTokens: string[]; targetTokens: string[]; weights: number[][] };
}

export interface TranslateResult {
  text: string;
  sentences: SentenceTranslation[];
  milliseconds: number;
}

export interface EvaluateTranslationRequest {
  modelFolder: string;
  source: TextSource;
  /** The second text of 'parallel'. */
  target?: TextSource;
  /** Where the pairs stand in the text; tokens and normalisation are the model's. */
  format: Pick<PairTextOptions, 'format' | 'sourceColumn' | 'targetColumn' | 'header' | 'maxPairs'>;
  /** Only the last so many of the pairs (what a training run of the same file held out, say); 0 means all. */
  lastPairs: number;
  /** 1 is greedy. */
  beamSize: number;
}

export interface TranslationEvaluation {
  pairs: number;
  /** Nats per token under teacher forcing. */
  loss: number;
  /** The book's figure: the mean over its fixed number of steps instead of over a sentence's own tokens, so loss / maxLength. */
  bookLoss: number;
  /** Share of target tokens that teacher forcing predicts right, 0..1. */
  tokenAccuracy: number;
  /** Share of sentences that greedy decoding gets exactly right, 0..1. */
  exactMatch: number;
  /** Corpus BLEU, 0..100, as sacrebleu computes it. */
  corpusBleu: number;
  /** Mean of the notes' BLEU with n-grams up to 2, 0..1. */
  notesBleu: number;
}
