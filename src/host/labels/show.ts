/** Labels shown beside what is selected, and the words that decided marked in it, as long as it is asked what should become of them. */
import * as vscode from 'vscode';
import type { TextLabel } from '../../protocol/labels';
import { message, plain } from '../words';

export interface LabelledSelection {
  selection: vscode.Range;
  found: TextLabel;
}

/** A label that is less likely is shown as not sure. */
export const labelMessage = ({ label, probability }: TextLabel, least: number) =>
  message(probability >= least ? 'labels.sure' : 'labels.unsure', { label, probability });

/** Words that count for less than this share of the one that counts most are not marked. */
const faintest = 0.15;
/** From words that count a little to those that count most: seen without colours, and none of them harder to read. */
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

/** The words that speak for the label, in shades. */
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
