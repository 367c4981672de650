/** `--preset`: options by wish, sized from the file and the speed of this machine; flags have the last word. */
import {
  expectedSeconds,
  expectedTokens,
  presetLabels,
  presetNames,
  presetOptions,
  type PresetName,
} from '../options/presets';
import type { LanguageModelOptions } from '../options/language';
import { measureSpeed } from '../worker/measureSpeed';
import { readSource } from '../training/readSource';
import { duration } from './format';
import { optionsFrom, trainingCommandSettings } from './settings';
import { applySettings, parseChoice, type FlagValues } from './settingRows';
import type { Terminal } from './terminal';
import { sourceOf } from './training';

export const presetFlags = '--preset <name>';
export const presetDescription = `settings by wish, sized from the text and this machine: ${presetNames.join(', ')}`;

/** Without --preset, the defaults changed by the flags. @throws UnrollError 'bad-options', and as `readSource` does */
export async function trainingOptionsFrom(
  file: string,
  values: FlagValues,
  terminal: Terminal,
): Promise<LanguageModelOptions> {
  const base = optionsFrom(values);
  if (values['preset'] === undefined) return base;
  const preset = parseChoice(presetFlags, values['preset'], presetNames);
  const characters = (await readSource(sourceOf(file))).length;
  const gflops = await measureSpeed(base.training.threads);
  const options = presetWithFlags(preset, characters, gflops, values);
  if (values['quiet'] !== true && values['json'] !== true)
    terminal.remark(presetLine(preset, options, characters, gflops));
  return options;
}

export function presetWithFlags(
  preset: PresetName,
  characters: number,
  gflops: number,
  values: FlagValues,
): LanguageModelOptions {
  const base = optionsFrom(values);
  const size = { characters, tokenisation: base.text.tokenisation };
  return applySettings(presetOptions(preset, size, gflops, base.network.cell, base), values, trainingCommandSettings);
}

function presetLine(preset: PresetName, options: LanguageModelOptions, characters: number, gflops: number): string {
  const { network, training, text } = options;
  const tokens = expectedTokens({ characters, tokenisation: text.tokenisation });
  const seconds = expectedSeconds(options, tokens, undefined, gflops);
  return `${presetLabels[preset].name}: ${network.cell} ${network.layers} x ${network.hiddenSize}, ${training.epochs} epochs, about ${duration(seconds)}`;
}
