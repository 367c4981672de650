/**
 * The surprisal of each word of a text: bits = -log2 p(word | text before it), by a model
 * that does not learn from the text. Comparable across tokenisations.
 */
import type { Suggester } from './completion';
import type { Message } from './message';

/** Characters of one request: it must be short, because requests for ghost text wait for it. */
export const charactersAtOnce = 2000;
/** Characters before them that are sent with a request. */
export const charactersBefore = 1500;

export interface SurprisalRequest {
  modelFolder: string;
  /** The text before it; only its end is read. */
  before: string;
  /** With plain line feeds. */
  text: string;
  /** Which predictor's probabilities; absent: all voices together. */
  by?: Suggester;
  /** Whether to return the tokens too. */
  tokens?: boolean;
}

/** A token of a text with its surprisal in bits. */
export interface ReadToken {
  /** UTF-16 units. */
  from: number;
  to: number;
  bits: number;
  /** Not in the model's vocabulary. */
  unknown: boolean;
}

export interface SurprisingWord {
  /** The range of the word or punctuation mark in the text, UTF-16 units. */
  from: number;
  to: number;
  /** The range that `bits` is for: white space or a line's end beside the word is predicted with it. */
  start: number;
  end: number;
  bits: number;
  /** A part of it is not in the model's vocabulary. */
  unknown: boolean;
}

export interface SurprisalResult {
  words: SurprisingWord[];
  tokens?: ReadToken[];
  milliseconds: number;
}

/** The surprisal of a text under one of several models, by its network alone or its counts alone. */
export interface TextReader {
  /** The name of the model. */
  name: string;
  description: Message;
  /** Whether the counting voices of the model read. */
  counting: boolean;
  words: SurprisingWord[];
  tokens: ReadToken[];
}

export interface ReadersReport {
  text: string;
  readers: TextReader[];
}

/** Requests the likely alternatives to a word. */
export interface ExplainRequest {
  modelFolder: string;
  /** The text before the word. */
  before: string;
  /** The number of characters at the end of `before` that are predicted with the word (white space). */
  start: number;
  /** The word, with the characters after it that are predicted with it. */
  text: string;
}

export interface Explanation {
  /** The word's surprisal by each predictor, bits. */
  by: { who: Suggester; bits: number }[];
  /** Likelier words, the likeliest first. */
  alternatives: { text: string; probability: number }[];
}

/** Lower limits of the levels of marks, bits, from weak to strong: a word likelier than 1 in 64 is not marked. */
export const surpriseLevels = [6, 12, 18] as const;

/** The level of a word's mark, 0 (none) to 3. Unknown words have the highest level. */
export const levelOf = ({ bits, unknown }: Pick<SurprisingWord, 'bits' | 'unknown'>): number =>
  unknown ? surpriseLevels.length : surpriseLevels.filter(least => bits >= least).length;

export const bitsPerWord = (words: readonly Pick<SurprisingWord, 'bits'>[]): number =>
  words.reduce((sum, { bits }) => sum + bits, 0) / words.length;
