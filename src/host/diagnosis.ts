/** While the log level of the extension is Trace: logs how long this process is blocked (blockedTime.ts, which nobody else needs). */
import * as vscode from 'vscode';
import { Disposable } from './disposable';

export class Diagnosis extends Disposable {
  private running: Promise<Disposable> | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {
    super();
    const follow = (): void => {
      const wanted = log.logLevel === vscode.LogLevel.Trace;
      if (wanted) this.running ??= import('./blockedTime').then(({ BlockedTime }) => new BlockedTime(this.log));
      else this.stop();
    };
    this._register(log.onDidChangeLogLevel(follow));
    follow();
  }

  private stop(): void {
    void this.running?.then(running => running.dispose());
    this.running = undefined;
  }

  override dispose(): void {
    this.stop();
    super.dispose();
  }
}
