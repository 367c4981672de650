/** The presets as lines of a list, each with what it would train and how long that takes on this machine. */
import type { LanguageModelOptions } from '../../options/language';
import type { CellName } from '../../protocol/model';
import {
  expectedSeconds,
  expectedTokens,
  presetLabels,
  presetNames,
  presetOptions,
  type PresetName,
} from '../../options/presets';
import { language } from '../../kinds/language/description';
import { durationText } from '../runs/describe';

export interface PresetChoice {
  preset: PresetName;
  label: string;
  description: string;
  detail: string;
  options: LanguageModelOptions;
}

/** @param characters of the text @param gflops as `MachineSpeed` says it */
export function presetChoices(
  characters: number,
  gflops: number,
  base: LanguageModelOptions,
  cell: CellName = base.network.cell,
): PresetChoice[] {
  const size = { characters, tokenisation: base.text.tokenisation };
  return presetNames.map(preset => {
    const options = presetOptions(preset, size, gflops, cell, base);
    const seconds = expectedSeconds(options, expectedTokens(size), undefined, gflops);
    return {
      preset,
      label: presetLabels[preset].name,
      description: `about ${durationText(Math.max(1, seconds))} · ${language.describe(options)}, ${options.training.epochs} epochs`,
      detail: presetLabels[preset].description,
      options,
    };
  });
}
