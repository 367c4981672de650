/** Marks words with the theme's colours and underlines, so that the levels can be told apart without colours. */
import * as vscode from 'vscode';
import { levelOf, surpriseLevels } from '../../protocol/surprisal';
import { Disposable } from '../disposable';
import type { MeasuredText, Span } from './measuredText';

const underlines = ['dotted', 'dashed', 'solid'];
/** Lines above and below the visible ones that are marked too, for small scrolls. */
const linesAround = 10;

export class SurpriseMarks extends Disposable {
  private readonly marks = surpriseLevels.map((_, level) =>
    this._register(
      vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor(`unroll.surprise${level + 1}`),
        borderColor: new vscode.ThemeColor('unroll.surpriseLine'),
        borderStyle: underlines[level]!,
        borderWidth: '0 0 1px 0',
      }),
    ),
  );

  paint(editor: vscode.TextEditor, measured: MeasuredText): void {
    const ranges = this.marks.map((): vscode.Range[] => []);
    for (const { first, last } of seenIn(editor))
      for (let line = first - linesAround; line <= last + linesAround; line++)
        for (const word of measured.words(line))
          ranges[levelOf(word) - 1]?.push(new vscode.Range(line, word.from, line, word.to));
    for (const [level, mark] of this.marks.entries()) editor.setDecorations(mark, ranges[level]!);
  }

  clear(editor: vscode.TextEditor): void {
    for (const mark of this.marks) editor.setDecorations(mark, []);
  }
}

export const seenIn = ({ visibleRanges }: vscode.TextEditor): Span[] =>
  visibleRanges.map(({ start, end }) => ({ first: start.line, last: end.line }));
