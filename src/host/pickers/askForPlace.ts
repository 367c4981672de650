/** Where a file is to be written: proposed beside the texts that are open. */
import * as vscode from 'vscode';

export function askForPlace(fileName: string): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder ? vscode.Uri.joinPath(folder, fileName) : vscode.Uri.file(fileName);
  return vscode.window.showSaveDialog({ defaultUri });
}
