/** How the next token is drawn when a model continues a text. */
import * as v from 'valibot';
import { real, standardOf, whole } from './option';
import { plenty, seed, temperature } from './shared';

export const samplingTable = v.strictObject({
  /** 0 is greedy. */
  temperature: temperature({ flag: '--temperature <t>', topic: 'sampling' }),
  topK: whole(0, plenty, { standard: 0, flag: '--top-k <k>', topic: 'sampling', words: 'option.topK' }),
  topP: real(0, 1, { standard: 0.95, flag: '--top-p <p>', topic: 'sampling', words: 'option.topP' }),
  /** Divides the odds of tokens seen in the last `repetitionWindow` tokens. */
  repetitionPenalty: real(1, 100, {
    standard: 1,
    flag: '--repetition-penalty <x>',
    topic: 'sampling',
    words: 'option.repetitionPenalty',
  }),
  repetitionWindow: whole(0, 100_000, { standard: 64, topic: 'sampling', words: 'option.repetitionWindow' }),
  seed: seed({ topic: 'sampling', words: 'option.samplingSeed' }),
});

/** The largest number of tokens of a continuation. */
export const lengthOption = whole(1, 1_000_000, { standard: 200, flag: '--length <n>', words: 'option.length' });

export type SamplingOptions = v.InferOutput<typeof samplingTable>;

export const defaultSamplingOptions: SamplingOptions = v.parse(samplingTable, standardOf(samplingTable));
