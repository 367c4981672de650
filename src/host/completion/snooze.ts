/** Ghost text that is turned off for some time. */
import * as vscode from 'vscode';
import { Disposable } from '../disposable';

export const snoozeSeconds = 600;

export class Snooze extends Disposable {
  private readonly changed = this._register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private until = 0;
  private timer: NodeJS.Timeout | undefined;

  get secondsLeft(): number {
    return Math.max(0, (this.until - performance.now()) / 1000);
  }

  begin(): void {
    this.set(snoozeSeconds);
  }

  end(): void {
    this.set(0);
  }

  override dispose(): void {
    clearTimeout(this.timer);
    super.dispose();
  }

  private set(seconds: number): void {
    clearTimeout(this.timer);
    this.until = performance.now() + 1000 * seconds;
    if (seconds > 0) this.timer = setTimeout(() => this.changed.fire(), 1000 * seconds).unref();
    this.changed.fire();
  }
}
