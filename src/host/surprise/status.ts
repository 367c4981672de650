/** The status bar item of a text whose surprise is shown: a click hides it. */
import * as vscode from 'vscode';
import { bitsPerWord } from '../../protocol/surprisal';
import { Disposable } from '../disposable';
import { commands } from '../ids';
import { label, message, plain } from '../words';
import { legend } from './legend';
import type { SurpriseView } from './view';

export class SurpriseStatus extends Disposable {
  private readonly item = this._register(
    vscode.window.createStatusBarItem('unroll.surprise', vscode.StatusBarAlignment.Right, 89),
  );

  constructor(private readonly view: SurpriseView) {
    super();
    this.item.name = plain(message('surprise.name'));
    this.item.command = commands.toggleSurprise;
    this._register(view.onDidChange(() => this.draw()));
  }

  private draw(): void {
    const shown = this.view.of(vscode.window.activeTextEditor?.document);
    if (!shown) {
      this.item.hide();
      return;
    }
    const { name } = shown.model.manifest;
    if (shown.busy) this.item.text = `$(loading~spin) ${label(message('surprise.measuring'))}`;
    else {
      const words = Array.from(shown.measured.all()).flatMap(line => line.words);
      this.item.text = `$(flame) ${label(message('surprise.mean', { bits: words.length === 0 ? 0 : bitsPerWord(words) }))}`;
    }
    this.item.tooltip = legend(name);
    this.item.accessibilityInformation = { label: plain(message('surprise.explained', { name })), role: 'button' };
    this.item.show();
  }
}
