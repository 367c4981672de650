/** The selections for commands that act on them. */
import * as vscode from 'vscode';
import { inform } from '../notify';
import { message } from '../words';
import { writingEditor } from './openEditor';
import { refuseExcluded } from './textSource';

export interface Selected {
  editor: vscode.TextEditor;
  /** Without blank ones, in the order of the text. */
  selections: vscode.Selection[];
}

/**
 * Undefined if nothing is selected, which has been reported.
 * @param withoutAny what is taken without a selection
 * @throws UnrollError for a file that is excluded
 */
export async function pickSelections(withoutAny: 'nothing' | 'line'): Promise<Selected | undefined> {
  const editor = await writingEditor();
  const selections = editor ? selectionsOf(editor, withoutAny) : [];
  if (!editor || selections.length === 0) {
    void inform(message(withoutAny === 'line' ? 'text.blankLine' : 'text.nothingSelected'));
    return undefined;
  }
  await refuseExcluded(editor.document.uri);
  return { editor, selections };
}

function selectionsOf({ document, selections }: vscode.TextEditor, withoutAny: 'nothing' | 'line'): vscode.Selection[] {
  const parts =
    withoutAny === 'line' && selections.every(({ isEmpty }) => isEmpty)
      ? selections.map(({ active }) => lineOf(document.lineAt(active.line).range))
      : selections;
  return parts.filter(part => document.getText(part).trim() !== '').toSorted((a, b) => a.start.compareTo(b.start));
}

const lineOf = ({ start, end }: vscode.Range): vscode.Selection => new vscode.Selection(start, end);
