/** "Customise…": cell, size, tokens, epochs and a name. What was chosen last is offered first; Back returns to the question before. */
import * as vscode from 'vscode';
import { networkTable, trainingTable } from '../../options/language';
import type { Option } from '../../options/option';
import { rangeMessage } from '../../options/read';
import type { Message } from '../../protocol/message';
import { cellNames, tokenisations } from '../../protocol/model';
import { itemOf, label, message, plain } from '../words';
import { askInTurn, type Answer } from './askInTurn';
import { typed, type TrainingChoices } from './trainingChoices';

export interface Customised extends TrainingChoices {
  /** Of the model. */
  name: string;
}

export interface CustomOffer {
  choices: Customised;
  /** Whether these were chosen before, and are not only what a preset would take. */
  remembered: boolean;
  /** Seconds that training takes with these. */
  expectedSeconds: (choices: TrainingChoices) => number;
}

const longestName = 100;

export function customise({ choices, remembered, expectedSeconds }: CustomOffer): Promise<Customised | undefined> {
  const first = label(message(remembered ? 'pick.lastUsed' : 'pick.suggested'));
  const questions: ((soFar: Customised, title: string) => Promise<Answer<Customised>>)[] = [
    ({ cell }, title) => pick(title, message('pick.whichModel'), cells, cell, first),
    ({ layers }, title) => number(title, message('pick.layers'), 'layers', layers, networkTable.entries.layers),
    ({ hiddenSize }, title) =>
      number(title, message('pick.hiddenSize'), 'hiddenSize', hiddenSize, networkTable.entries.hiddenSize),
    ({ tokenisation }, title) => pick(title, message('pick.whatIsToken'), tokens, tokenisation, first),
    ({ epochs }, title) => number(title, message('pick.epochs'), 'epochs', epochs, trainingTable.entries.epochs),
    ({ name }, title) => input(title, message('pick.name'), name, nameProblem, text => ({ name: text.trim() })),
  ];
  const steps = questions.length;
  return askInTurn(
    questions.map((question, index) => soFar => {
      const seconds = Math.max(1, expectedSeconds(soFar));
      return question(soFar, plain(message('pick.titleOfStep', { step: index + 1, steps, seconds })));
    }),
    choices,
  );
}

interface Choice {
  value: string;
  answer: Partial<Customised>;
  label: Message;
  detail: Message;
}

const cells = cellNames.map((value): Choice => ({
  value,
  answer: { cell: value },
  label: message(`cell.${value}`),
  detail: message(`cell.${value}.detail`),
}));
const tokens = tokenisations.map((value): Choice => ({
  value,
  answer: { tokenisation: value },
  label: message(`tokens.${value}`),
  detail: message(`tokens.${value}.detail`),
}));

/** What is offered comes first, so that Enter takes it. */
function pick(
  title: string,
  question: Message,
  choices: readonly Choice[],
  offered: string,
  why: string,
): Promise<Answer<Customised>> {
  const items = choices.map(({ value, answer, ...line }) => ({ value, answer, ...itemOf(line) }));
  const first = items.filter(({ value }) => value === offered).map(item => ({ ...item, description: why }));
  const box = vscode.window.createQuickPick<(typeof items)[number]>();
  Object.assign(box, { placeholder: plain(question), matchOnDetail: true });
  box.items = [...first, ...items.filter(({ value }) => value !== offered)];
  return during(box, title, () => box.selectedItems[0]?.answer);
}

function number(
  title: string,
  question: Message,
  key: 'layers' | 'hiddenSize' | 'epochs',
  offered: number,
  option: Option<number>,
): Promise<Answer<Customised>> {
  const problem = (text: string): Message | undefined =>
    typed(option, text) === undefined ? message('pick.enter', { range: rangeMessage(option.range) }) : undefined;
  return input(title, question, String(offered), problem, text => ({ [key]: typed(option, text) }));
}

const nameProblem = (text: string): Message | undefined =>
  text.trim() === '' || text.trim().length > longestName
    ? message('models.nameRange', { count: longestName })
    : undefined;

function input(
  title: string,
  question: Message,
  offered: string,
  problem: (text: string) => Message | undefined,
  read: (text: string) => Partial<Customised>,
): Promise<Answer<Customised>> {
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

/** Shows a question until it is answered. @param accept the answer; undefined while there is none that is right */
async function during(
  box: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  title: string,
  accept: () => Answer<Customised>,
): Promise<Answer<Customised>> {
  Object.assign(box, { title, ignoreFocusOut: true, buttons: [vscode.QuickInputButtons.Back] });
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<Customised>>(answer => {
      listeners.push(
        box.onDidTriggerButton(() => {
          answer('back');
        }),
        box.onDidAccept(() => {
          const given = accept();
          if (given) answer(given);
        }),
        box.onDidHide(() => {
          answer(undefined);
        }),
      );
      box.show();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
    box.dispose();
  }
}
