/** The perplexity of the running training in the status bar; a click opens the panel. */
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { isOver, type Run, type RunStatus } from '../../protocol/run';
import { commands } from '../ids';
import { statusText, statusTooltip } from './statusText';
import type { TrainingService } from './service';
import { label, message, plain } from '../words';

export class TrainingStatusBar extends Disposable {
  private item: vscode.StatusBarItem | undefined;
  private drawnAt = 0;
  private drawnStatus: RunStatus | undefined;

  constructor(private readonly training: TrainingService) {
    super();
    this._register(training.onDidChange(({ run }) => this.draw(run)));
    this._register({ dispose: () => this.item?.dispose() });
  }

  private draw(run: Run): void {
    if (isOver(run)) {
      this.item?.hide();
      return;
    }
    // A person cannot read more than about two values a second.
    if (run.status === this.drawnStatus && Date.now() - this.drawnAt < 500) return;
    this.drawnAt = Date.now();
    this.drawnStatus = run.status;
    this.item ??= this.create();
    const waiting = this.training.waiting.length;
    const lines = [...statusTooltip(run), ...(waiting > 0 ? [message('status.waiting', { count: waiting })] : [])];
    const tooltip = lines.map(plain).join('\n');
    this.item.text = `$(sync~spin) ${label(statusText(run))}`;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: tooltip, role: 'button' };
    this.item.show();
  }

  private create(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('unroll.training', vscode.StatusBarAlignment.Left);
    item.name = plain(message('status.name'));
    item.command = commands.openTrainingPanel;
    return item;
  }
}
