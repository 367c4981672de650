/**
 * Shows the surprise of texts as marks on their words. Visible lines are measured first and only they are marked; an edit measures its lines
 * again.
 */
import * as vscode from 'vscode';
import { toUnrollError } from '../../protocol/errors';
import { charactersBefore } from '../../protocol/surprisal';
import { contextKeys } from '../ids';
import type { UsableModel } from '../models/active';
import type { Inference } from '../process/inference';
import { Disposable } from '../disposable';
import { explanation } from './legend';
import { SurpriseMarks, seenIn } from './marks';
import { MeasuredText, type MeasuredWord, type Piece } from './measuredText';

/** The delay after an edit lets the request for ghost text go first. */
const millisecondsAfterEdit = 250;

export interface Shown {
  readonly document: vscode.TextDocument;
  readonly model: UsableModel;
  readonly measured: MeasuredText;
  /** Whether a measurement is running. */
  busy: boolean;
}

interface Work extends Shown {
  cancellation: vscode.CancellationTokenSource;
  timer: NodeJS.Timeout | undefined;
}

export class SurpriseView extends Disposable implements vscode.HoverProvider {
  private readonly changed = this._register(new vscode.EventEmitter<void>());
  /** The surprise of a text was shown or hidden, or more of it was measured. */
  readonly onDidChange = this.changed.event;
  private readonly marks = this._register(new SurpriseMarks());
  private readonly shown = new Map<vscode.TextDocument, Work>();

  /** @param report is called with an error that ends a measurement */
  constructor(
    private readonly inference: Pick<Inference, 'request'>,
    private readonly report: (thrown: unknown) => void,
  ) {
    super();
    const { window, workspace, languages } = vscode;
    this._register(workspace.onDidChangeTextDocument(change => this.edited(change)));
    this._register(workspace.onDidCloseTextDocument(document => this.hide(document)));
    this._register(
      window.onDidChangeVisibleTextEditors(() => {
        for (const work of this.shown.values()) this.looked(work);
      }),
    );
    this._register(window.onDidChangeActiveTextEditor(() => this.announce()));
    this._register(
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        const work = this.shown.get(textEditor.document);
        if (work) this.looked(work);
      }),
    );
    this._register(languages.registerHoverProvider([{ scheme: '*' }], this));
  }

  of(document: vscode.TextDocument | undefined): Shown | undefined {
    return document && this.shown.get(document);
  }

  show(document: vscode.TextDocument, model: UsableModel): void {
    this.hide(document);
    const cancellation = new vscode.CancellationTokenSource();
    const work: Work = {
      document,
      model,
      measured: new MeasuredText(document),
      busy: false,
      cancellation,
      timer: undefined,
    };
    this.shown.set(document, work);
    this.announce();
    void this.measure(work);
  }

  /** Resolves when enough is measured, when all is measured, or when the surprise is hidden. */
  async measured(document: vscode.TextDocument, isEnough: (measured: MeasuredText) => boolean): Promise<void> {
    for (let work = this.shown.get(document); work?.busy === true; work = this.shown.get(document)) {
      if (isEnough(work.measured)) return;
      await new Promise<void>(resolve => {
        const listener = this.onDidChange(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  }

  /** To be called when a model has learned or forgotten something: its texts are measured again. */
  renew(folder: string): void {
    for (const { document, model } of [...this.shown.values()]) if (model.folder === folder) this.show(document, model);
  }

  hide(document: vscode.TextDocument): void {
    const work = this.shown.get(document);
    if (!work) return;
    this.shown.delete(document);
    work.cancellation.cancel();
    clearTimeout(work.timer);
    for (const editor of editorsOf(document)) this.marks.clear(editor);
    this.announce();
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const work = this.shown.get(document);
    const word = work?.measured
      .words(position.line)
      .find(({ from, to }) => from <= position.character && position.character <= to);
    if (!work || !word) return undefined;
    const range = new vscode.Range(position.line, word.from, position.line, word.to);
    try {
      const explained = await this.inference.request('explain', requestFor(work, range, word), token);
      return new vscode.Hover(explanation(word, explained), range);
    } catch {
      return undefined;
    }
  }

  override dispose(): void {
    for (const { document } of this.shown.values()) this.hide(document);
    super.dispose();
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const work = this.shown.get(document);
    if (!work || contentChanges.length === 0) return;
    const falling = [...contentChanges].sort((a, b) => b.rangeOffset - a.rangeOffset);
    for (const { range, text } of falling) work.measured.edit(range.start, range.end, text.replaceAll('\r\n', '\n'));
    this.paint(work.document);
    clearTimeout(work.timer);
    work.timer = setTimeout(() => void this.measure(work), millisecondsAfterEdit);
  }

  private looked(work: Work): void {
    this.paint(work.document);
    void this.measure(work);
  }

  /** Marks the visible lines. */
  paint(document: vscode.TextDocument): void {
    const work = this.shown.get(document);
    if (work) for (const editor of editorsOf(document)) this.marks.paint(editor, work.measured);
  }

  /** Measures one piece after the other until all is measured. */
  private async measure(work: Work): Promise<void> {
    if (work.busy) return;
    work.busy = true;
    try {
      for (let piece = this.next(work); piece && this.shown.get(work.document) === work; piece = this.next(work)) {
        const found = await this.inference.request('surprise', surpriseOf(work, piece), work.cancellation.token);
        work.measured.add(piece, found.words);
        this.paint(work.document);
        this.changed.fire();
      }
    } catch (thrown) {
      if (toUnrollError(thrown).code === 'cancelled') return;
      this.hide(work.document);
      this.report(thrown);
    } finally {
      work.busy = false;
      this.changed.fire();
    }
  }

  private next({ document, measured }: Work): Piece | undefined {
    return measured.next(editorsOf(document).flatMap(seenIn));
  }

  private announce(): void {
    const active = vscode.window.activeTextEditor?.document;
    void vscode.commands.executeCommand('setContext', contextKeys.surpriseShown, this.of(active) !== undefined);
    this.changed.fire();
  }
}

const editorsOf = (document: vscode.TextDocument): vscode.TextEditor[] =>
  vscode.window.visibleTextEditors.filter(editor => editor.document === document);

const plainLines = (text: string): string => text.replaceAll('\r\n', '\n');

function textBefore(document: vscode.TextDocument, place: vscode.Position): string {
  const start = document.positionAt(document.offsetAt(place) - charactersBefore);
  return plainLines(document.getText(new vscode.Range(start, place)));
}

const surpriseOf = ({ document, model }: Work, { line, column, text }: Piece) => ({
  modelFolder: model.folder,
  before: textBefore(document, new vscode.Position(line, column)),
  text,
});

function requestFor({ document, model }: Work, range: vscode.Range, { lead, tail }: MeasuredWord) {
  const end = document.positionAt(document.offsetAt(range.end) + 2 * tail);
  const behind = plainLines(document.getText(new vscode.Range(range.end, end))).slice(0, tail);
  return {
    modelFolder: model.folder,
    before: textBefore(document, range.start),
    start: lead,
    text: document.getText(range) + behind,
  };
}
