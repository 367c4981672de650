/** The settings of a training as a list to show: every option, its value, and who chose it. */
import type { OptionsOrigin } from '../protocol/model';
import type { RunSetting, RunSettings } from '../protocol/run';
import { message } from '../words/message';
import type { KindChoice } from './kinds';
import { optionsIn } from './option';
import { presetNames } from './presets';
import { tables, valueAt } from './read';
import { nameOfOption } from './variants';

/** @param origin undefined for a model without a stored origin */
export function settingsOf({ kind, options }: KindChoice, origin?: OptionsOrigin): RunSettings {
  const chosenBy = (key: string, isUsual: boolean): Pick<RunSetting, 'chosenBy'> => {
    if (!origin) return {};
    if (origin.given.includes(key)) return { chosenBy: 'person' };
    return { chosenBy: isUsual || origin.preset === undefined ? 'nobody' : 'preset' };
  };
  const settings = optionsIn(tables[kind]).map((placed): RunSetting => {
    const { key, path, option } = placed;
    const { standard, words, byPreset = false } = option.facts;
    const [value, usual] = [valueAt(options, path), standard].map(written);
    return {
      ...{ key, name: nameOfOption(placed), value: value ?? '', explanation: message(words) },
      ...chosenBy(key, value === usual && !byPreset),
    };
  });
  const preset = presetNames.find(known => known === origin?.preset);
  return { settings, ...(preset === undefined ? {} : { preset: message(`preset.${preset}`) }) };
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
