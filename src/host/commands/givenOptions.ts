/** Options passed to a training command by a test or another extension, in place of questions. */
import type { LanguageModelOptions } from '../../options/language';

type Section = keyof LanguageModelOptions;
export type GivenOptions = { [S in Section]?: Partial<LanguageModelOptions[S]> };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The `options` of a command's argument; the background process checks their values as it does all options. */
export function givenOptions(argument: unknown): GivenOptions | undefined {
  const options = isRecord(argument) ? argument['options'] : undefined;
  return isRecord(options) ? options : undefined;
}

export function withOptions(options: LanguageModelOptions, given: GivenOptions = {}): LanguageModelOptions {
  return {
    text: { ...options.text, ...given.text },
    network: { ...options.network, ...given.network },
    optimiser: { ...options.optimiser, ...given.optimiser },
    training: { ...options.training, ...given.training },
  };
}
