/** `--preset`: options sized from the file and the speed of this machine; flags have the last word. */
import { languageTable, type LanguageModelOptions } from '../options/language';
import { expectedTokens, wholeSeconds } from '../options/expectedTime';
import { presetOption, resolve, secondsOption, type PresetName } from '../options/presets';
import { together, type Given } from '../options/read';
import type { PlacedOption } from '../options/option';
import type { OptionsOrigin } from '../protocol/model';
import type { TextSource } from '../protocol/textSource';
import { readSource } from './input';
import { language } from '../kinds/language/description';
import { message } from '../words/message';
import { flagsOf, givenBy, valueOf, type FlagValues } from './optionFlags';
import { say, type Terminal } from './terminal';

export const trainingFlags = flagsOf(languageTable);

/** What the flags of `train` set. @throws UnrollError 'bad-options' */
export const givenLanguageOptions = (values: FlagValues): Given<'language'> =>
  together('language', ...givenBy(values, trainingFlags));

/** With a time limit but no preset, the usual preset. */
const presetOf = (values: FlagValues): PresetName | undefined =>
  valueOf(presetOption, values) ??
  (valueOf(secondsOption, values) === undefined ? undefined : presetOption.facts.standard);

/** Who chose the options of a new model. @param flags of these */
export function originFrom(values: FlagValues, flags: readonly PlacedOption[]): OptionsOrigin {
  const preset = presetOf(values);
  const given = flags.filter(({ option }) => valueOf(option, values) !== undefined).map(({ key }) => key);
  return { ...(preset === undefined ? {} : { preset }), given };
}

/** Without --preset, the defaults changed by the flags. @throws UnrollError 'bad-options', and as `readSource` does */
export async function trainingOptionsFrom(
  source: TextSource,
  values: FlagValues,
  terminal: Terminal,
): Promise<LanguageModelOptions> {
  const given = givenLanguageOptions(values);
  const preset = presetOf(values);
  if (preset === undefined) return resolve(undefined, given, 0);
  const text = await readSource(source);
  const { measureSpeed } = await import('../worker/measureSpeed');
  const gflops = await measureSpeed(given.training?.threads ?? 0);
  const allowed = valueOf(secondsOption, values);
  const sized = resolve(preset, given, text.length, gflops, allowed);
  const isSilent = values['quiet'] === true || values['json'] === true;
  // Nobody is promised a time then.
  if (allowed === undefined && isSilent) return sized;
  const tokens = expectedTokens({ characters: text.length, tokenisation: sized.text.tokenisation });
  const { measureReading } = await import('../worker/measureReading');
  const beside = { ...measureReading(text, sized, tokens), before: performance.now() / 1000 };
  const options = allowed === undefined ? sized : resolve(preset, given, text.length, gflops, allowed, beside);
  if (!isSilent) terminal.remark(presetLine(preset, options, wholeSeconds(options, tokens, beside, gflops)));
  return options;
}

const presetLine = (preset: PresetName, options: LanguageModelOptions, seconds: number): string =>
  say('terminal.preset', {
    preset: message(`preset.${preset}`),
    model: language.describe(options),
    epochs: message('page.epochs', { count: options.training.epochs }),
    seconds: Math.max(1, seconds),
  });
