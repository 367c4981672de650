import * as vscode from 'vscode';

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('unroll.unroll');
  if (!found) throw new Error('The extension under development is not there.');
  return found;
}
