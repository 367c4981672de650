/** `--preset`: options sized from the file and the speed of this machine; flags have the last word. */
import { languageTable, type LanguageModelOptions } from '../options/language';
import {
  expectedSeconds,
  expectedTokens,
  presetOption,
  resolve,
  secondsOption,
  type PresetName,
} from '../options/presets';
import { together, type Given } from '../options/read';
import type { TextSource } from '../protocol/textSource';
import { readSource } from '../training/readSource';
import { measureSpeed } from '../worker/measureSpeed';
import { language } from '../kinds/language/description';
import { message } from '../words/message';
import { flagsOf, givenBy, valueOf, type FlagValues } from './optionFlags';
import { say, type Terminal } from './terminal';

export const trainingFlags = flagsOf(languageTable);

/** What the flags of `train` set. @throws UnrollError 'bad-options' */
export const givenLanguageOptions = (values: FlagValues): Given<'language'> =>
  together('language', ...givenBy(values, trainingFlags));

/** Without --preset, the defaults changed by the flags. @throws UnrollError 'bad-options', and as `readSource` does */
export async function trainingOptionsFrom(
  source: TextSource,
  values: FlagValues,
  terminal: Terminal,
): Promise<LanguageModelOptions> {
  const given = givenLanguageOptions(values);
  const seconds = valueOf(secondsOption, values);
  const preset = valueOf(presetOption, values) ?? (seconds === undefined ? undefined : presetOption.facts.standard);
  if (preset === undefined) return resolve(undefined, given, 0);
  const characters = (await readSource(source)).length;
  const gflops = await measureSpeed(given.training?.threads ?? 0);
  const options = resolve(preset, given, characters, gflops, seconds);
  if (values['quiet'] !== true && values['json'] !== true)
    terminal.remark(presetLine(preset, options, characters, gflops));
  return options;
}

function presetLine(preset: PresetName, options: LanguageModelOptions, characters: number, gflops: number): string {
  const { training, text } = options;
  const tokens = expectedTokens({ characters, tokenisation: text.tokenisation });
  const seconds = expectedSeconds(options, tokens, undefined, gflops);
  return say('terminal.preset', {
    preset: message(`preset.${preset}`),
    model: language.describe(options),
    epochs: training.epochs,
    seconds,
  });
}
