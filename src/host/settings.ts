/** Typed access to the settings. What settings.json says is written by hand: a wrong value is named, never silently replaced. */
import * as vscode from 'vscode';
import { defaultEditorSettings, editorOptions, type EditorSetting, type EditorSettings } from '../options/editor';
import type { Given } from '../options/read';
import type { UnrollError } from '../protocol/errors';
import type { KindId } from '../protocol/kind';
import {
  excludedPatterns,
  givenSettings,
  settingValue,
  wrongSetting,
  type Inspect,
  type Places,
} from './settingValues';

const section = 'unroll';

/**
 * What was read since the settings changed last, by scope and name, while that is followed. Each reading makes the editor copy all
 * settings of the section, several times a key: garbage that blocks the extension host when it is collected.
 */
let read: Map<string, Places | undefined> | undefined;
/** A folder may hold many files. */
const mostRead = 5000;

/** Until it is disposed, a setting is read from the editor once after each change. To be called before anything else hears of changes. */
export function followSettings(): vscode.Disposable {
  const forget = (): void => {
    read = new Map();
  };
  forget();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration(forget),
    vscode.workspace.onDidChangeWorkspaceFolders(forget),
    vscode.workspace.onDidGrantWorkspaceTrust(forget),
    { dispose: () => (read = undefined) },
  );
}

function inspectIn(scope?: vscode.ConfigurationScope): Inspect {
  const inScope = scopeName(scope);
  let configuration: vscode.WorkspaceConfiguration | undefined;
  return name => {
    const key = `${name} ${inScope}`;
    if (read?.has(key)) return read.get(key);
    configuration ??= vscode.workspace.getConfiguration(section, scope);
    const places: Places | undefined = configuration.inspect(name);
    if (read && read.size >= mostRead) read.clear();
    read?.set(key, places);
    return places;
  };
}

function scopeName(scope: vscode.ConfigurationScope | undefined): string {
  if (!scope) return '';
  if (scope instanceof vscode.Uri) return scope.toString();
  const language = 'languageId' in scope ? scope.languageId : '';
  return `${language} ${scope.uri?.toString() ?? ''}`;
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

/** What a person has set of the options of a kind of model. @throws UnrollError 'bad-options' */
export const readOptionSettings = <N extends KindId>(kind: N, scope?: vscode.ConfigurationScope): Given<N> =>
  givenSettings(kind, inspectIn(scope));

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
