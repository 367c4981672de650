/** Tells the person what went wrong, once and with a way on; details go to the log. */
import * as vscode from 'vscode';
import { toUnrollError } from '../protocol/errors';

export async function reportError(thrown: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const { code, message, detail } = toUnrollError(thrown);
  if (code === 'cancelled') return;
  log.error(detail === undefined ? message : `${message}\n${detail}`);
  const showLog = vscode.l10n.t('Show Log');
  const own = code === 'internal' || code === 'worker-died' || code === 'no-engine';
  // What the person can put right needs no log; what is our own fault does.
  const answer = own
    ? await vscode.window.showErrorMessage(message, showLog)
    : await vscode.window.showWarningMessage(message);
  if (answer === showLog) log.show();
}
