/** The presets as lines of a list, each with its model and the expected training time on this machine. */
import { language } from '../../kinds/language/description';
import type { LanguageModelOptions } from '../../options/language';
import type { Message } from '../../protocol/message';
import { expectedSeconds, expectedTokens } from '../../options/expectedTime';
import { presetNames, resolved, type PresetName, type Resolved } from '../../options/presets';
import type { Given } from '../../options/read';
import { message } from '../../words/message';

export interface PresetChoice extends Resolved {
  preset: PresetName;
  label: Message;
  description: Message;
  detail: Message;
}

/** @param characters of the text @param gflops as from `MachineSpeed` @param given the options that the person has set */
export function presetChoices(characters: number, gflops: number, given: Given<'language'>): PresetChoice[] {
  return presetNames.map(preset => {
    const { options, origin } = resolved(preset, given, characters, gflops);
    const seconds = secondsOf(options, characters, gflops);
    return {
      preset,
      label: message(`preset.${preset}`),
      description: message('preset.line', {
        seconds: Math.max(1, seconds),
        model: language.describe(options),
        epochs: message('page.epochs', { count: options.training.epochs }),
      }),
      detail: message(`preset.${preset}.detail`),
      options,
      origin,
    };
  });
}

/** The expected training time in seconds. @param characters of the text */
export const secondsOf = (options: LanguageModelOptions, characters: number, gflops: number): number =>
  expectedSeconds(options, expectedTokens({ characters, tokenisation: options.text.tokenisation }), undefined, gflops);
