/** Shows translations beside the selections, line by line, while the person is asked what to do with them. */
import * as vscode from 'vscode';
import type { TranslatedSelection } from './edits';

/** Shows the preview until it is disposed of. The document is not changed. */
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

/** A translation has as many lines as its source. */
function linesOf(document: vscode.TextDocument, { selection, text }: TranslatedSelection): vscode.DecorationOptions[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const number = selection.start.line + index;
    if (line.trim() === '' || number > selection.end.line) return [];
    const end = number === selection.end.line ? selection.end : document.lineAt(number).range.end;
    return [{ range: new vscode.Range(end, end), renderOptions: { after: { contentText: `→ ${line.trim()}` } } }];
  });
}
