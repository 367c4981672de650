/** Typed access to the settings; a value of the wrong kind (settings.json is written by hand) counts as not set. */
import * as vscode from 'vscode';
import type { LanguageModelOptions } from '../options/language';
import { settingDefaults, type SettingKey, type Settings } from './ids';
import { languageModelOptions, sound } from './settingValues';

const section = 'unroll';

export function readSetting<K extends SettingKey>(key: K, scope?: vscode.ConfigurationScope): Settings[K] {
  const value = vscode.workspace.getConfiguration(section, scope).get<unknown>(key);
  return sound(key, value) ? value : settingDefaults[key];
}

export const changesSetting = (event: vscode.ConfigurationChangeEvent, key: SettingKey): boolean =>
  event.affectsConfiguration(`${section}.${key}`);

/** Writes where the setting is set already (folder, workspace, user), and for the user where it is not. */
export async function writeSetting<K extends SettingKey>(key: K, value: Settings[K]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const set = configuration.inspect(key);
  const target =
    set?.workspaceValue !== undefined ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(key, value, target);
}

export const readLanguageModelOptions = (scope?: vscode.ConfigurationScope): LanguageModelOptions =>
  languageModelOptions(key => readSetting(key, scope));

/** Settings that a preset would decide. */
const sizing: readonly SettingKey[] = [
  'training.hiddenSize',
  'training.layers',
  'training.embeddingSize',
  'training.bidirectional',
  'training.dropout',
  'training.learningRate',
  'training.batchSize',
  'training.timeSteps',
  'training.epochs',
  'training.patience',
  'training.validationFraction',
];

/** Whether a person has set any of them, for themselves, the workspace or the folder. */
export function hasOwnTrainingSettings(scope?: vscode.ConfigurationScope): boolean {
  const configuration = vscode.workspace.getConfiguration(section, scope);
  return sizing.some(key => {
    const set = configuration.inspect(key);
    return [set?.globalValue, set?.workspaceValue, set?.workspaceFolderValue].some(value => value !== undefined);
  });
}
