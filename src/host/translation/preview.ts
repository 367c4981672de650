/** Translations shown beside what is selected, line by line, while it is asked what should become of them. */
import * as vscode from 'vscode';
import type { TranslatedSelection } from './edits';

/** Shown until it is disposed of; the document itself is not touched. */
export function showPreview(
  editor: vscode.TextEditor,
  translated: readonly TranslatedSelection[],
): vscode.TextEditorDecorationType {
  const decoration = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorGhostText.foreground'), margin: '0 0 0 1ch' },
  });
  editor.setDecorations(
    decoration,
    translated.flatMap(translation => linesOf(editor.document, translation)),
  );
  return decoration;
}

/** A translation has the lines of its source. */
function linesOf(document: vscode.TextDocument, { selection, text }: TranslatedSelection): vscode.DecorationOptions[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const number = selection.start.line + index;
    if (line.trim() === '' || number > selection.end.line) return [];
    const end = number === selection.end.line ? selection.end : document.lineAt(number).range.end;
    return [{ range: new vscode.Range(end, end), renderOptions: { after: { contentText: `→ ${line.trim()}` } } }];
  });
}
