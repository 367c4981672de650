/** Typed access to the settings. What settings.json says is written by hand: a wrong value is named, never silently replaced. */
import * as vscode from 'vscode';
import { defaultEditorSettings, editorOptions, type EditorSetting, type EditorSettings } from '../options/editor';
import type { Given } from '../options/read';
import type { UnrollError } from '../protocol/errors';
import { excludedPatterns, givenSettings, settingValue, wrongSetting, type Inspect } from './settingValues';

const section = 'unroll';

function inspectIn(scope?: vscode.ConfigurationScope): Inspect {
  const configuration = vscode.workspace.getConfiguration(section, scope);
  return name => configuration.inspect(name);
}

/** @throws UnrollError 'bad-options' for a value that is not right */
export const readSetting = <K extends EditorSetting>(key: K, scope?: vscode.ConfigurationScope): EditorSettings[K] =>
  settingValue(key, inspectIn(scope));

/** For what goes on by itself: the default in place of a wrong value, which is named when it is set. */
export function readSoundSetting<K extends EditorSetting>(key: K): EditorSettings[K] {
  try {
    return readSetting(key);
  } catch {
    return defaultEditorSettings[key];
  }
}

/** What a person has set of the options of language models. @throws UnrollError 'bad-options' */
export const readLanguageSettings = (scope?: vscode.ConfigurationScope): Given<'language'> =>
  givenSettings('language', inspectIn(scope));

/** The same of translation models. @throws UnrollError 'bad-options' */
export const readTranslationSettings = (scope?: vscode.ConfigurationScope): Given<'translation'> =>
  givenSettings('translation', inspectIn(scope));

/** The same of classifiers. @throws UnrollError 'bad-options' */
export const readLabelSettings = (scope?: vscode.ConfigurationScope): Given<'labels'> =>
  givenSettings('labels', inspectIn(scope));

/** The same of forecasts. @throws UnrollError 'bad-options' */
export const readSeriesSettings = (scope?: vscode.ConfigurationScope): Given<'series'> =>
  givenSettings('series', inspectIn(scope));

/** Patterns of the files that are never read. @throws UnrollError 'bad-options' */
export const readExcluded = (scope?: vscode.ConfigurationScope): string[] => excludedPatterns(inspectIn(scope));

/** What to say of the settings when they have changed. */
export const wrongSettingNow = (): UnrollError | undefined => wrongSetting(inspectIn());

export function changesSetting(event: vscode.ConfigurationChangeEvent, key: EditorSetting): boolean {
  const { formerSetting } = editorOptions[key].facts;
  return [key, formerSetting].some(name => name !== undefined && event.affectsConfiguration(`${section}.${name}`));
}

/** Writes where the setting is set already (folder, workspace, user), and for the user where it is not. */
export async function writeSetting<K extends EditorSetting>(key: K, value: EditorSettings[K]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const set = configuration.inspect(key);
  const target =
    set?.workspaceValue !== undefined ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(key, value, target);
}
