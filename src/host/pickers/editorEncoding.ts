/** The encoding that a person has told the editor, for files that the editor does not read for us. */
import * as vscode from 'vscode';
import { standardName } from '../encodingNames';

/** Undefined where `files.encoding` was left as it is. */
export function chosenEncoding(uri: vscode.Uri): string | undefined {
  const set = vscode.workspace.getConfiguration('files', uri).inspect<string>('encoding');
  const name = set?.workspaceFolderValue ?? set?.workspaceValue ?? set?.globalValue;
  const encoding = typeof name === 'string' ? standardName(name) : undefined;
  // What is not UTF-8 in a folder of UTF-8 is found.
  return encoding === 'utf-8' ? undefined : encoding;
}
