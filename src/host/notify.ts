/** The only place that speaks up: notifications, progress and passing remarks, each rendered so that no foreign text in it can act. */
import * as vscode from 'vscode';
import { toUnrollError, type TextPlace } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { message } from '../words/message';
import { inEnglish, render } from '../words/render';
import { readerFor } from './words';

const notification = (shown: Message): string => render(shown, readerFor('notification'));

type Show = (text: string, ...actions: string[]) => Thenable<string | undefined>;

/** @returns the action that was taken, one of those given */
async function show<A extends Message>(how: Show, shown: Message, actions: A[]): Promise<A | undefined> {
  const titles = actions.map(notification);
  const taken = await how(notification(shown), ...titles);
  return taken === undefined ? undefined : actions[titles.indexOf(taken)];
}

export const inform = <A extends Message>(shown: Message, ...actions: A[]): Promise<A | undefined> =>
  show((text, ...titles) => vscode.window.showInformationMessage(text, ...titles), shown, actions);

export const warn = <A extends Message>(shown: Message, ...actions: A[]): Promise<A | undefined> =>
  show((text, ...titles) => vscode.window.showWarningMessage(text, ...titles), shown, actions);

export const alarm = <A extends Message>(shown: Message, ...actions: A[]): Promise<A | undefined> =>
  show((text, ...titles) => vscode.window.showErrorMessage(text, ...titles), shown, actions);

/** Asks in a dialog that must be answered. */
export async function confirm(question: Message, action: Message): Promise<boolean> {
  const title = notification(action);
  return (await vscode.window.showWarningMessage(notification(question), { modal: true }, title)) === title;
}

/** In the status bar, for some seconds. */
export function remark(shown: Message): void {
  vscode.window.setStatusBarMessage(notification(shown), 3000);
}

export interface ProgressReport {
  message?: Message;
  increment?: number;
}

/** Shows that work is under way, in the status bar or as a notification that can be cancelled. */
export function duringProgress<T>(
  where: 'status bar' | 'notification',
  title: Message,
  work: (report: (progress: ProgressReport) => void, token: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  const location = where === 'notification' ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
  const options = { location, title: notification(title), cancellable: where === 'notification' };
  return vscode.window.withProgress(options, (progress, token) =>
    work(({ message: shown, increment }) => {
      progress.report({
        ...(shown && { message: notification(shown) }),
        ...(increment !== undefined && { increment }),
      });
    }, token),
  );
}

/** Tells the person what went wrong, once and with a way on; details go to the log. */
export async function reportError(thrown: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const { code, sentence, detail, place } = toUnrollError(thrown);
  if (code === 'cancelled') return;
  const logged = render(sentence, inEnglish('plain'));
  log.error(detail === undefined ? logged : `${logged}\n${detail}`);
  const showLog = message('action.showLog');
  const own = code === 'internal' || code === 'worker-died' || code === 'no-engine';
  // What the person can put right needs no log; what is our own fault does.
  const open = place && openAction(place);
  const answer = own ? await alarm(sentence, showLog) : await warn(sentence, ...(open ? [open] : []));
  if (answer === showLog) log.show();
  if (place && answer === open) await showPlace(place);
}

/** A warning without a button is cut at one line, too. */
const openAction = ({ line }: TextPlace): Message =>
  line === undefined ? message('action.open') : message('action.openLine', { line });

async function showPlace({ uri, line }: TextPlace): Promise<void> {
  const start = line === undefined ? undefined : new vscode.Position(line - 1, 0);
  const selection = start && new vscode.Range(start, start);
  // Whatever the file is: what is no text is shown as what it is.
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri), selection ? { selection } : {});
}
