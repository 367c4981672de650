/** Types of sentence pairs and translations in messages between host and worker. */
import type { Message } from './message';

/** 'parallel': a second text has one target per line. */
export const pairFormats = ['tsv', 'csv', 'parallel'] as const;

/** The sentence pairs found in a text. */
export interface FoundPairs {
  format: 'tsv' | 'csv';
  separator: string;
  /** 0 is the first. */
  sourceColumn: number;
  targetColumn: number;
  header: boolean;
  /** The first pair. */
  example: { source: string; target: string };
  /** Most words of the targets occur once, so characters are better tokens than words. */
  wordsOccurOnce: boolean;
}

/** The largest number of characters of one request; a longer text has to be translated with `unroll translate`. */
export const longestTranslation = 50_000;

export interface TranslateRequest {
  modelFolder: string;
  /** The whole text. Lines are translated sentence by sentence; their order and blank lines are kept. */
  text: string;
  beamSize: number;
  /** alpha of (1 / L^alpha) sum log p. */
  lengthPenalty: number;
}

export interface SentenceTranslation {
  source: string;
  target: string;
  /** Words that the model does not know; they are copied to the translation. */
  unknown: string[];
  /** weights[target token][source token]; only for models with attention. */
  attention?: { sourceTokens: string[]; targetTokens: string[]; weights: number[][] };
}

/** A sentence that could not be translated; the translation contains it unchanged. */
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
  /** The place of the pairs in the text; tokens and normalisation are the model's. */
  format: unknown;
  /** Whether to use only the pairs that were held out when the model was trained on the same file. */
  heldOut: boolean;
  /** 1 is greedy. */
  beamSize: number;
}

export interface TranslationEvaluation {
  data: 'pairs';
  /** Notes on how the texts were read and what was left out. */
  notes: Message[];
  pairs: number;
  /** Nats per token under teacher forcing. */
  loss: number;
  /** The book's loss: the sum over a sentence's tokens divided by the fixed number of steps, maxLength. */
  bookLoss: number;
  /** Share of target tokens predicted right under teacher forcing, 0..1. */
  tokenAccuracy: number;
  /** Share of sentences whose greedy translation is identical to the reference, 0..1. */
  exactMatch: number;
  /** Corpus BLEU, 0..100, as sacrebleu computes it. */
  corpusBleu: number;
  /** Mean of the notes' BLEU with n-grams up to 2, 0..1. */
  notesBleu: number;
}
