/** Shows labels beside the selections and marks the decisive words while the person is asked what to do with the labels. */
import * as vscode from 'vscode';
import type { TextLabel } from '../../protocol/labels';
import { message, plain } from '../words';

export interface LabelledSelection {
  selection: vscode.Range;
  found: TextLabel;
}

/** A label whose probability is below `least` is shown as unsure. */
export const labelMessage = ({ label, probability }: TextLabel, least: number) =>
  message(probability >= least ? 'labels.sure' : 'labels.unsure', { label, probability });

/** Words whose weight is below this share of the largest weight are not marked. */
const faintest = 0.15;
/** From small to large weight. The levels can be told apart without colours, and every word stays readable. */
const underlines = ['', 'underline dotted', 'underline'] as const;

export function showLabels(
  editor: vscode.TextEditor,
  labelled: readonly LabelledSelection[],
  least: number,
): vscode.Disposable {
  const after = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorGhostText.foreground'), margin: '0 0 0 1ch' },
  });
  editor.setDecorations(
    after,
    labelled.map(({ selection, found }) => ({
      range: new vscode.Range(selection.end, selection.end),
      renderOptions: { after: { contentText: `→ ${plain(labelMessage(found, least))}` } },
    })),
  );
  const marks = underlines.map(textDecoration =>
    vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
      textDecoration,
    }),
  );
  const words = labelled.flatMap(of => decisiveWords(editor.document, of));
  for (const [shade, mark] of marks.entries())
    editor.setDecorations(
      mark,
      words.filter(word => word.shade === shade).map(({ range }) => range),
    );
  return vscode.Disposable.from(after, ...marks);
}

/** The words that speak for the label, by level of their weight. */
function decisiveWords(
  document: vscode.TextDocument,
  { selection, found }: LabelledSelection,
): { range: vscode.Range; shade: number }[] {
  const most = Math.max(0, ...found.words.map(({ weight }) => weight));
  const start = document.offsetAt(selection.start);
  return found.words
    .filter(({ weight }) => most > 0 && weight >= faintest * most)
    .map(({ from, to, weight }) => ({
      range: new vscode.Range(document.positionAt(start + from), document.positionAt(start + to)),
      shade: Math.min(underlines.length - 1, Math.floor((weight / most) * underlines.length)),
    }));
}
