/** Reads and checks the values of settings. Needs no editor. */
import { defaultEditorSettings, editorOptions, type EditorSetting, type EditorSettings } from '../options/editor';
import type { Option } from '../options/option';
import { placed, readOption, together, type Given } from '../options/read';
import { allSettings, settingsOfKind } from '../options/settings';
import { toUnrollError, type UnrollError } from '../protocol/errors';
import type { KindId } from '../protocol/kind';
import { message } from '../words/message';

/** The values of a setting by the place where it is set, as the editor returns them. */
export interface Places {
  globalValue?: unknown;
  workspaceValue?: unknown;
  workspaceFolderValue?: unknown;
}
export type Inspect = (name: string) => Places | undefined;

const nearest = (places: Places | undefined): unknown =>
  // A setting that is null counts as not set.
  places?.workspaceFolderValue ?? places?.workspaceValue ?? places?.globalValue ?? undefined;

/** The value that a person has set for the user, the workspace or the folder; undefined if none. */
function ownValue(name: string, { facts }: Option<unknown>, inspect: Inspect): unknown {
  const { formerSetting, formerValues = {} } = facts;
  const own = nearest(inspect(name));
  if (own !== undefined || formerSetting === undefined) return own;
  const former = nearest(inspect(formerSetting));
  return typeof former === 'string' && Object.hasOwn(formerValues, former) ? formerValues[former] : former;
}

/** @throws UnrollError 'bad-options', which names the setting and its range */
const checked = <T>(name: string, option: Option<T>, value: unknown): T =>
  readOption(option, `unroll.${name}`, value, message('option.hint.setting'));

/** @throws UnrollError 'bad-options' for a wrong value; it is never replaced by the default */
export function settingValue<K extends EditorSetting>(key: K, inspect: Inspect): EditorSettings[K] {
  const option: Option<EditorSettings[K]> = editorOptions[key];
  return checked(key, option, ownValue(key, option, inspect) ?? defaultEditorSettings[key]);
}

/** The options of a kind of model that a person has set. @throws UnrollError 'bad-options', which names the setting */
export const givenSettings = <N extends KindId>(kind: N, inspect: Inspect): Given<N> =>
  together(
    kind,
    ...settingsOfKind(kind).flatMap(({ name, option, path }) => {
      const value = ownValue(name, option, inspect);
      return value === undefined ? [] : [placed(path, checked(name, option, value))];
    }),
  );

/** Patterns of files that are never read: the union of the patterns of all places. @throws UnrollError 'bad-options' */
export function excludedPatterns(inspect: Inspect): string[] {
  const { workspaceFolderValue, workspaceValue, globalValue } = inspect('exclude') ?? {};
  const own = [globalValue, workspaceValue, workspaceFolderValue].filter(patterns => patterns !== undefined);
  return [
    ...defaultEditorSettings.exclude,
    ...own.flatMap(patterns => checked('exclude', editorOptions.exclude, patterns)),
  ];
}

/** The error of the first wrong setting. */
export function wrongSetting(inspect: Inspect): UnrollError | undefined {
  try {
    for (const { name, option } of allSettings) {
      const value = ownValue(name, option, inspect);
      if (value !== undefined) checked(name, option, value);
    }
    return undefined;
  } catch (thrown) {
    return toUnrollError(thrown);
  }
}
