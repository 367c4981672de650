/** Questions with a Back button: one of several, a number, a name. */
import * as vscode from 'vscode';
import type { Option } from '../../options/option';
import { rangeMessage } from '../../options/read';
import type { Message } from '../../protocol/message';
import { label, message, plain, itemOf, type Line } from '../words';
import type { Answer } from './askInTurn';
import { typed } from './trainingChoices';

export interface Choice<T> extends Line {
  answer: Partial<T>;
}

const longestName = 100;

/** The offered choice comes first, so that Enter takes it. @param why it is offered */
export function pickOne<T>(
  title: string,
  question: Message,
  choices: readonly Choice<T>[],
  offered?: Choice<T>,
  why?: Message,
): Promise<Answer<T>> {
  const items = choices.map(choice => ({ choice, ...itemOf(choice) }));
  const first = items
    .filter(({ choice }) => choice === offered)
    .map(item => ({ ...item, ...(why ? { description: label(why) } : {}) }));
  const box = vscode.window.createQuickPick<(typeof items)[number]>();
  Object.assign(box, { placeholder: plain(question), matchOnDetail: true });
  box.items = [...first, ...items.filter(({ choice }) => choice !== offered)];
  return during(box, title, () => box.selectedItems[0]?.choice.answer);
}

/** One of a list, as a single question. @param question the placeholder */
export async function askOne<T>(
  choices: readonly (Line & { value: T })[],
  question: Message,
  title?: Message,
): Promise<T | undefined> {
  const items = choices.map(choice => ({ ...itemOf(choice), value: choice.value }));
  const shown = { placeHolder: plain(question), ...(title && { title: plain(title), ignoreFocusOut: true }) };
  return (await vscode.window.showQuickPick(items, shown))?.value;
}

/** Several of a list. @param isChosen the initial choice @param answer undefined while too few are chosen */
export function pickMany<T, C extends Line>(
  title: string,
  question: Message,
  choices: readonly C[],
  isChosen: (choice: C) => boolean,
  answer: (chosen: readonly C[]) => Partial<T> | undefined,
): Promise<Answer<T>> {
  const items = choices.map(choice => ({ choice, ...itemOf(choice) }));
  const box = vscode.window.createQuickPick<(typeof items)[number]>();
  Object.assign(box, { placeholder: plain(question), canSelectMany: true, matchOnDescription: true });
  box.items = items;
  box.selectedItems = items.filter(({ choice }) => isChosen(choice));
  return during(box, title, () => answer(box.selectedItems.map(({ choice }) => choice)));
}

/** A number within the range of the option. */
export function askNumber<T>(
  title: string,
  question: Message,
  offered: number,
  option: Option<number>,
  answer: (value: number) => Partial<T>,
): Promise<Answer<T>> {
  const problem = (text: string): Message | undefined =>
    typed(option, text) === undefined ? message('pick.enter', { range: rangeMessage(option.range) }) : undefined;
  return askText(title, question, String(offered), problem, text => answer(typed(option, text) ?? offered));
}

/** The name of a model. */
export const askName = <T>(
  title: string,
  question: Message,
  offered: string,
  answer: (name: string) => Partial<T>,
): Promise<Answer<T>> => askText(title, question, offered, nameProblem, text => answer(text.trim()));

export const nameProblem = (text: string): Message | undefined =>
  text.trim() === '' || text.trim().length > longestName
    ? message('models.nameRange', { count: longestName })
    : undefined;

/** @param problem the problem with the typed text; undefined if there is none */
export function askText<T>(
  title: string,
  question: Message,
  offered: string,
  problem: (text: string) => Message | undefined,
  read: (text: string) => Partial<T>,
): Promise<Answer<T>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { prompt: plain(question), value: offered });
  const check = (): boolean => {
    const found = problem(box.value);
    box.validationMessage = found && plain(found);
    return !found;
  };
  const checking = box.onDidChangeValue(check);
  return during(box, title, () => (check() ? read(box.value) : undefined)).finally(() => {
    checking.dispose();
  });
}

/** Shows a question until it is answered. @param accept returns the answer; undefined while it is not valid */
async function during<T>(
  box: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  title: string,
  accept: () => Answer<T>,
): Promise<Answer<T>> {
  Object.assign(box, { title, ignoreFocusOut: true, buttons: [vscode.QuickInputButtons.Back] });
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<T>>(answer => {
      listeners.push(
        box.onDidTriggerButton(() => answer('back')),
        box.onDidAccept(() => {
          const given = accept();
          if (given) answer(given);
        }),
        box.onDidHide(() => answer(undefined)),
      );
      box.show();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
    box.dispose();
  }
}
