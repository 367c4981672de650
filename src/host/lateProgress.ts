/** Progress that can be cancelled, shown only for what takes its time: a notification that flashes up says nothing. */
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const patienceMilliseconds = 500;

export interface Work {
  token: vscode.CancellationToken;
  /** A further share of the work is done, 0..1. */
  advance: (share: number) => void;
}

export async function withLateProgress<T>(title: string, work: (work: Work) => Promise<T>): Promise<T> {
  const cancellation = new vscode.CancellationTokenSource();
  let done = 0;
  let show = (increment: number): void => {
    done += increment;
  };
  const advance = (share: number): void => {
    show(100 * share);
  };
  const result = work({ token: cancellation.token, advance });
  const over = result.then(nothing, nothing);
  try {
    if (await Promise.race([over.then(() => true), delay(patienceMilliseconds, false)])) return await result;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return await vscode.window.withProgress(options, (progress, token) => {
      progress.report({ increment: done });
      show = increment => {
        progress.report({ increment });
      };
      token.onCancellationRequested(() => {
        cancellation.cancel();
      });
      return result;
    });
  } finally {
    cancellation.dispose();
  }
}

const nothing = (): void => undefined;
