/** The encoding that a person has set in the editor, for files that the background process reads. */
import * as vscode from 'vscode';
import { standardName } from '../encodingNames';

/** Undefined if `files.encoding` is not set. */
export function chosenEncoding(uri: vscode.Uri): string | undefined {
  const set = vscode.workspace.getConfiguration('files', uri).inspect<string>('encoding');
  const name = set?.workspaceFolderValue ?? set?.workspaceValue ?? set?.globalValue;
  const encoding = typeof name === 'string' ? standardName(name) : undefined;
  // With UTF-8 the reader still detects files in another encoding.
  return encoding === 'utf-8' ? undefined : encoding;
}
