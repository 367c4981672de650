/** Progress that can be cancelled, shown only for long work: nobody can read a notification that disappears at once. */
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Message } from '../protocol/message';
import { duringProgress } from './notify';

const patienceMilliseconds = 500;

export interface Work {
  token: vscode.CancellationToken;
  /** Reports that a further share of the work is done, 0..1. */
  advance: (share: number) => void;
}

export async function withLateProgress<T>(title: Message, work: (work: Work) => Promise<T>): Promise<T> {
  const cancellation = new vscode.CancellationTokenSource();
  let done = 0;
  let show = (increment: number): void => {
    done += increment;
  };
  const advance = (share: number): void => show(100 * share);
  const result = work({ token: cancellation.token, advance });
  const over = result.then(nothing, nothing);
  try {
    if (await Promise.race([over.then(() => true), delay(patienceMilliseconds, false)])) return await result;
    return await duringProgress('notification', title, (report, token) => {
      report({ increment: done });
      show = increment => report({ increment });
      token.onCancellationRequested(() => cancellation.cancel());
      return result;
    });
  } finally {
    cancellation.dispose();
  }
}

const nothing = (): void => undefined;
