/** The editor a command means: the active one, or the text beside the panel when the panel has the focus. */
import * as vscode from 'vscode';

export function openEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  if (activeTextEditor) return activeTextEditor;
  const panelHasFocus = tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  return panelHasFocus ? visibleTextEditors.find(({ document }) => document.uri.scheme !== 'output') : undefined;
}

/** The same, with the focus, which the panel's button has taken: what is written next is undone by the next Undo. */
export async function writingEditor(): Promise<vscode.TextEditor | undefined> {
  const editor = openEditor();
  if (!editor || editor === vscode.window.activeTextEditor) return editor;
  return vscode.window.showTextDocument(editor.document, editor.viewColumn);
}
