/** The presets as lines of a list, each with what it would train and how long that takes on this machine. */
import { language } from '../../kinds/language/description';
import type { LanguageModelOptions } from '../../options/language';
import {
  expectedSeconds,
  expectedTokens,
  presetLabels,
  presetNames,
  resolve,
  type PresetName,
} from '../../options/presets';
import type { Given } from '../../options/read';
import { durationText } from '../runs/describe';

export interface PresetChoice {
  preset: PresetName;
  label: string;
  description: string;
  detail: string;
  options: LanguageModelOptions;
}

/** @param characters of the text @param gflops as `MachineSpeed` says it @param given what the person has set */
export function presetChoices(characters: number, gflops: number, given: Given<'language'>): PresetChoice[] {
  return presetNames.map(preset => {
    const options = resolve(preset, given, characters, gflops);
    const tokens = expectedTokens({ characters, tokenisation: options.text.tokenisation });
    const seconds = expectedSeconds(options, tokens, undefined, gflops);
    return {
      preset,
      label: presetLabels[preset].name,
      description: `about ${durationText(Math.max(1, seconds))} · ${language.describe(options)}, ${options.training.epochs} epochs`,
      detail: presetLabels[preset].description,
      options,
    };
  });
}
