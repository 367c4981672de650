/** Typed access to the settings. People write settings.json by hand: a wrong value is reported, never silently replaced. */
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
 * Values read since the last change of the settings, by scope and name; undefined unless `followSettings` is active. Each reading makes the
 * editor copy all settings of the section, several times per key press; collecting this garbage blocks the extension host.
 */
let read: Map<string, Places | undefined> | undefined;
/** The limit of cached values: a scope is a file, and a folder may have many. */
const mostRead = 5000;

/** Until disposed, each setting is read from the editor once after a change. To be called before any other listener to changes is added. */
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

/** @throws UnrollError 'bad-options' for a wrong value */
export const readSetting = <K extends EditorSetting>(key: K, scope?: vscode.ConfigurationScope): EditorSettings[K] =>
  settingValue(key, inspectIn(scope));

/** For work that no person started: the default in place of a wrong value, which was reported when it was set. */
export function readSoundSetting<K extends EditorSetting>(key: K): EditorSettings[K] {
  try {
    return readSetting(key);
  } catch {
    return defaultEditorSettings[key];
  }
}

/** The options of a kind of model that a person has set. @throws UnrollError 'bad-options' */
export const readOptionSettings = <N extends KindId>(kind: N, scope?: vscode.ConfigurationScope): Given<N> =>
  givenSettings(kind, inspectIn(scope));

/** Patterns of the files that are never read. @throws UnrollError 'bad-options' */
export const readExcluded = (scope?: vscode.ConfigurationScope): string[] => excludedPatterns(inspectIn(scope));

/** The error to report after the settings have changed; undefined if all are right. */
export const wrongSettingNow = (): UnrollError | undefined => wrongSetting(inspectIn());

export function changesSetting(event: vscode.ConfigurationChangeEvent, key: EditorSetting): boolean {
  const { formerSetting } = editorOptions[key].facts;
  return [key, formerSetting].some(name => name !== undefined && event.affectsConfiguration(`${section}.${name}`));
}

/** Writes to the workspace's settings if the setting is set there, else to the user's. */
export async function writeSetting<K extends EditorSetting>(key: K, value: EditorSettings[K]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const set = configuration.inspect(key);
  const target =
    set?.workspaceValue !== undefined ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(key, value, target);
}
