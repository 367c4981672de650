/** Sentence pairs and their translation, as host and worker speak of them. */
import type { Message } from './message';

/** 'parallel' takes a second text with one target a line. */
export const pairFormats = ['tsv', 'csv', 'parallel'] as const;

/** What kind of sentence pairs a text seems to hold. */
export interface FoundPairs {
  format: 'tsv' | 'csv';
  separator: string;
  /** 0 is the first. */
  sourceColumn: number;
  targetColumn: number;
  header: boolean;
  /** The first pair. */
  example: { source: string; target: string };
  /** Most words of the targets occur once: characters teach more than words then. */
  wordsOccurOnce: boolean;
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

/** Stands in the translation as it was written. */
export interface RefusedSentence {
  source: string;
  cause: Message;
}

export interface TranslateResult {
  text: string;
  sentences: SentenceTranslation[];
  refused: RefusedSentence[];
  milliseconds: number;
}

export interface PairEvaluationOptions {
  /** Where the pairs stand in the text; tokens and normalisation are the model's. */
  format: unknown;
  /** Only the pairs that training the model on the same file held out. */
  heldOut: boolean;
  /** 1 is greedy. */
  beamSize: number;
}

export interface TranslationEvaluation {
  data: 'pairs';
  /** How the texts were read, and what was left out of them. */
  notes: Message[];
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
