/** The editor a command means: the active one, or the text beside the panel when the panel has the focus. */
import * as vscode from 'vscode';

export function openEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  if (activeTextEditor) return activeTextEditor;
  const panelHasFocus = tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  return panelHasFocus ? visibleTextEditors.find(({ document }) => document.uri.scheme !== 'output') : undefined;
}
