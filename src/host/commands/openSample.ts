/** Open Sample Text: opens a copy of a text that comes with the extension. */
import * as vscode from 'vscode';
import { samples, type SampleName } from '../ids';
import type { Services } from '../services';

/** @param name of a file in samples/ @returns the URI of the copy */
export async function openSample({ context }: Services, name: unknown): Promise<vscode.Uri> {
  const file: SampleName = samples.find(sample => sample === name) ?? samples[0];
  const copy = vscode.Uri.joinPath(context.globalStorageUri, 'samples', file);
  const isThere = await vscode.workspace.fs.stat(copy).then(
    () => true,
    () => false,
  );
  if (!isThere) await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, 'samples', file), copy);
  // Not in the place of the walkthrough, which is open as a preview.
  await vscode.window.showTextDocument(copy, { viewColumn: vscode.ViewColumn.One, preview: false });
  return copy;
}
