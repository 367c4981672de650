/**
 * How surprising a text is to a model, word by word: bits = -log2 of the probability of the word after what stands before it, by a model
 * that learns nothing from the text. Comparable across tokenisations.
 */
import type { Suggester } from './completion';
import type { Message } from './message';

export interface SurprisalRequest {
  modelFolder: string;
  /** What stands before the text; its end is read. */
  before: string;
  /** With plain line feeds. */
  text: string;
  /** Whose probabilities; of all voices together when absent. */
  by?: Suggester;
  /** Those of the tokens are wanted, too. */
  tokens?: boolean;
}

/** A part of a text with what it is expected with, bits. */
export interface ReadToken {
  /** UTF-16 units. */
  from: number;
  to: number;
  bits: number;
  /** Not in the model's vocabulary. */
  unknown: boolean;
}

export interface SurprisingWord {
  /** Where the word, or a mark, stands in the text; UTF-16 units. */
  from: number;
  to: number;
  /** What the bits are of: a blank or a line's end beside the word is predicted with it. */
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

/** A text as one of several models reads it, by its network alone or by counting alone. */
export interface TextReader {
  /** Of the model. */
  name: string;
  description: Message;
  /** It is the counting voices of the model that read. */
  counting: boolean;
  words: SurprisingWord[];
  tokens: ReadToken[];
}

export interface ReadersReport {
  text: string;
  readers: TextReader[];
}

/** Asks what was expected in place of a word. */
export interface ExplainRequest {
  modelFolder: string;
  /** What stands before the word. */
  before: string;
  /** How much of the end of that is predicted with the word: a blank. */
  start: number;
  /** The word, with what is predicted with it behind it. */
  text: string;
}

export interface Explanation {
  /** What each says of the word, bits. */
  by: { who: Suggester; bits: number }[];
  /** What was likelier, likeliest first. */
  alternatives: { text: string; probability: number }[];
}

/** Bits from which a word is marked, faintly to strongly: likelier than 1 in 64 it is not. */
export const surpriseLevels = [6, 12, 18] as const;

/** 0: not marked, to 3. What the model does not know is as surprising as can be. */
export const levelOf = ({ bits, unknown }: Pick<SurprisingWord, 'bits' | 'unknown'>): number =>
  unknown ? surpriseLevels.length : surpriseLevels.filter(least => bits >= least).length;

export const bitsPerWord = (words: readonly Pick<SurprisingWord, 'bits'>[]): number =>
  words.reduce((sum, { bits }) => sum + bits, 0) / words.length;
