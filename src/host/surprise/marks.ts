/** How words are marked: the colours are the theme's, and the line below them tells the levels apart without colours. */
import * as vscode from 'vscode';
import { levelOf, surpriseLevels } from '../../protocol/surprisal';
import { Disposable } from '../disposable';
import type { MeasuredText, Span } from './measuredText';

const underlines = ['dotted', 'dashed', 'solid'];
/** Lines beyond those that are seen: a small scroll finds them marked. */
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
