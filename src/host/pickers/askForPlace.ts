/** Asks where to write a file; proposes the first folder of the workspace. */
import * as vscode from 'vscode';

export function askForPlace(fileName: string): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder ? vscode.Uri.joinPath(folder, fileName) : vscode.Uri.file(fileName);
  return vscode.window.showSaveDialog({ defaultUri });
}
