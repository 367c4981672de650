/** How the next token is drawn when a model continues a text. */
import * as v from 'valibot';
import { real, standardOf, whole } from './option';
import { plenty, seed, temperature } from './shared';

export const samplingTable = v.strictObject({
  /** 0 is greedy. */
  temperature: temperature({ flag: '--temperature <t>', topic: 'sampling' }),
  topK: whole(0, plenty, {
    standard: 0,
    flag: '--top-k <k>',
    topic: 'sampling',
    words: 'Draw from the k likeliest tokens; 0 is all.',
  }),
  topP: real(0, 1, {
    standard: 0.95,
    flag: '--top-p <p>',
    topic: 'sampling',
    words: 'Draw from the likeliest tokens that make up p; 1 is all.',
  }),
  /** Divides the odds of tokens seen in the last `repetitionWindow` tokens. */
  repetitionPenalty: real(1, 100, {
    standard: 1,
    flag: '--repetition-penalty <x>',
    topic: 'sampling',
    words: 'Makes recent tokens less likely; 1 is off.',
  }),
  repetitionWindow: whole(0, 100_000, {
    standard: 64,
    topic: 'sampling',
    words: 'How many tokens count as recent.',
  }),
  seed: seed({ topic: 'sampling', words: 'The same seed gives the same text.' }),
});

/** Tokens that a continuation has at most. */
export const lengthOption = whole(1, 1_000_000, {
  standard: 200,
  flag: '--length <n>',
  words: 'Tokens to generate.',
});

export type SamplingOptions = v.InferOutput<typeof samplingTable>;

export const defaultSamplingOptions: SamplingOptions = v.parse(samplingTable, standardOf(samplingTable));
