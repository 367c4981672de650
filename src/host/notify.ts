/** All notifications, progress and status bar messages. Each is rendered so that foreign text in it cannot become a link or a command. */
import * as vscode from 'vscode';
import { toUnrollError, type TextPlace } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { message } from '../words/message';
import { inEnglish, render } from '../words/render';
import { readerFor } from './words';

const notification = (shown: Message): string => render(shown, readerFor('notification'));

type Show = (text: string, ...actions: string[]) => Thenable<string | undefined>;

/** @returns the action that the person chose */
async function show<A extends Message>(how: Show, shown: Message, actions: A[]): Promise<A | undefined> {
  const titles = actions.map(notification);
  const taken = await how(notification(shown), ...titles);
  return taken === undefined ? undefined : actions[titles.indexOf(taken)];
}

export const inform = <A extends Message>(shown: Message, ...actions: A[]): Promise<A | undefined> =>
  show((text, ...titles) => vscode.window.showInformationMessage(text, ...titles), shown, actions);

export const warn = <A extends Message>(shown: Message, ...actions: A[]): Promise<A | undefined> =>
  show((text, ...titles) => vscode.window.showWarningMessage(text, ...titles), shown, actions);

const alarm = <A extends Message>(shown: Message, ...actions: A[]): Promise<A | undefined> =>
  show((text, ...titles) => vscode.window.showErrorMessage(text, ...titles), shown, actions);

/** Asks in a dialog that must be answered. */
export async function confirm(question: Message, action: Message): Promise<boolean> {
  const title = notification(action);
  return (await vscode.window.showWarningMessage(notification(question), { modal: true }, title)) === title;
}

/** Shows a message in the status bar for three seconds. */
export function remark(shown: Message): void {
  vscode.window.setStatusBarMessage(notification(shown), 3000);
}

export interface ProgressReport {
  message?: Message;
  increment?: number;
}

/** Shows progress in the status bar, or as a notification that can be cancelled. */
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

/** Shows an error once, with an action that helps; details go to the log. */
export async function reportError(thrown: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const { code, sentence, detail, place } = toUnrollError(thrown);
  if (code === 'cancelled') return;
  const logged = render(sentence, inEnglish('plain'));
  log.error(detail === undefined ? logged : `${logged}\n${detail}`);
  const showLog = message('action.showLog');
  const own = code === 'internal' || code === 'worker-died' || code === 'no-engine';
  // Errors of our own offer the log; for other errors the person can fix the cause.
  const open = place && openAction(place);
  const answer = own ? await alarm(sentence, showLog) : await warn(sentence, ...(open ? [open] : []));
  if (answer === showLog) log.show();
  if (place && answer === open) await showPlace(place);
}

/** Offered even without a line number, because the editor cuts a warning without a button to one line. */
const openAction = ({ line }: TextPlace): Message =>
  line === undefined ? message('action.showFile') : message('action.openLine', { line });

async function showPlace({ uri, line }: TextPlace): Promise<void> {
  const start = line === undefined ? undefined : new vscode.Position(line - 1, 0);
  const selection = start && new vscode.Range(start, start);
  // This command also opens files that are not texts.
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri), selection ? { selection } : {});
}
