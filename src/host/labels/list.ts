/** Many labels as a table in a new document: label, probability, text. */
import * as vscode from 'vscode';
import type { TextLabel } from '../../protocol/labels';

/** @param texts the text or the name of each row */
export async function listLabels(found: readonly TextLabel[], texts: readonly string[], least: number): Promise<void> {
  const lines = found.map(({ label, probability }, index) =>
    [probability >= least ? cell(label) : `${cell(label)}?`, probability.toFixed(3), cell(texts[index]!)].join('\t'),
  );
  const document = await vscode.workspace.openTextDocument({ content: `${lines.join('\n')}\n` });
  await vscode.window.showTextDocument(document, { preview: false });
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').trim();
