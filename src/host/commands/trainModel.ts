/** Train Model on This File…: a preset with its expected time, counting, or a few settings; what was chosen last is offered first. */
import * as vscode from 'vscode';
import { networkTable, trainingTable, type LanguageModelOptions } from '../../options/language';
import type { Option } from '../../options/option';
import { resolve } from '../../options/presets';
import { rangeMessage, together } from '../../options/read';
import type { CellName } from '../../protocol/cells';
import { cellNames, tokenisations, type Tokenisation } from '../../protocol/model';
import type { TrainingResult } from '../../protocol/metrics';
import { mementoKeys } from '../ids';
import { readLanguageSettings } from '../settings';
import type { Services } from '../services';
import { givenOptions } from '../pickers/givenOptions';
import { countNgrams } from '../runs/countNgrams';
import { measuredTraining } from '../runs/startTraining';
import { presetChoices, type PresetChoice } from '../pickers/presetChoices';
import { charactersOf, pickText, textArguments } from '../pickers/textSource';
import { choicesOf, isChoices, optionsOf, typed, type TrainingChoices } from '../pickers/trainingChoices';
import type { Message } from '../../protocol/message';
import { itemOf, label, message, plain } from '../words';

export async function trainModel(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText(textArguments(argument));
  if (!text) return undefined;
  const settings = readLanguageSettings(text.scope);
  const passed = givenOptions('language', argument);
  if (passed) return measuredTraining(services, text, resolve(undefined, together('language', settings, passed), 0));
  const characters = await charactersOf(text);
  const gflops = services.speed.get(settings.training?.threads ?? 0);
  const chosen = await askForPreset(gflops.then(speed => presetChoices(characters, speed, settings)));
  if (chosen === undefined) return undefined;
  if (chosen === 'count') return countNgrams(services, text, resolve(undefined, settings, characters));
  if (chosen !== 'customise') return measuredTraining(services, text, chosen.options);
  const choices = await customise(services, resolve('balanced', settings, characters, await gflops));
  if (!choices) return undefined;
  const own = together('language', settings, optionsOf(choices));
  return measuredTraining(services, text, resolve('balanced', own, characters, await gflops));
}

type Chosen = PresetChoice | 'count' | 'customise';

/** @param presets may take a second: the list is shown at once and says that it is busy */
async function askForPreset(presets: Promise<PresetChoice[]>): Promise<Chosen | undefined> {
  const separator = { kind: vscode.QuickPickItemKind.Separator, label: '' };
  const count = itemOf({
    label: message('pick.count.name'),
    description: message('pick.count.time'),
    detail: message('pick.count.detail'),
  });
  const customise = itemOf({ label: message('pick.customise.name'), detail: message('pick.customise.detail') });
  const choices = presets.then(known => known.map(preset => ({ ...itemOf(preset), preset })));
  const items = choices.then(known => [...known, separator, count, customise]);
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { preset?: PresetChoice }>(items, {
    title: plain(message('pick.title')),
    placeHolder: plain(message('pick.howToTrain')),
    matchOnDetail: true,
  });
  if (picked === undefined || picked === separator) return undefined;
  if (picked === count) return 'count';
  return picked.preset ?? 'customise';
}

/** @param options what is offered when nothing was chosen before */
async function customise(services: Services, options: LanguageModelOptions): Promise<TrainingChoices | undefined> {
  const memory = services.context.globalState;
  const remembered = memory.get<unknown>(mementoKeys.lastTrainingChoices);
  const choices = await ask(isChoices(remembered) ? remembered : choicesOf(options));
  if (choices) await memory.update(mementoKeys.lastTrainingChoices, choices);
  return choices;
}

async function ask(last: TrainingChoices): Promise<TrainingChoices | undefined> {
  const cell = await pick(
    1,
    message('pick.whichModel'),
    cellNames.map(value => choiceOf(value, `cell.${value}`)),
    last.cell,
  );
  if (cell === undefined) return undefined;
  const layers = await number(2, message('pick.layers'), last.layers, networkTable.entries.layers);
  if (layers === undefined) return undefined;
  const hiddenSize = await number(3, message('pick.hiddenSize'), last.hiddenSize, networkTable.entries.hiddenSize);
  if (hiddenSize === undefined) return undefined;
  const ways = tokenisations.map(value => choiceOf(value, `tokens.${value}`));
  const tokenisation = await pick(4, message('pick.whatIsToken'), ways, last.tokenisation);
  if (tokenisation === undefined) return undefined;
  const epochs = await number(5, message('pick.epochs'), last.epochs, trainingTable.entries.epochs);
  return epochs === undefined ? undefined : { cell, layers, hiddenSize, tokenisation, epochs };
}

type Named = `cell.${CellName}` | `tokens.${Tokenisation}`;

const choiceOf = <T>(value: T, name: Named): Choice<T> => ({
  value,
  ...itemOf({ label: message(name), detail: message(`${name}.detail`) }),
});

const title = (step: number): string => plain(message('pick.titleOfStep', { step, steps: 5 }));

interface Choice<T> extends vscode.QuickPickItem {
  value: T;
}

/** The choice made last comes first, so that Enter takes it. */
async function pick<T>(step: number, question: Message, items: Choice<T>[], last: T): Promise<T | undefined> {
  const first = items
    .filter(item => item.value === last)
    .map(item => ({ ...item, description: label(message('pick.lastUsed')) }));
  const rest = items.filter(item => item.value !== last);
  const options = { title: title(step), placeHolder: plain(question), matchOnDetail: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick([...first, ...rest], options))?.value;
}

async function number(
  step: number,
  question: Message,
  last: number,
  option: Option<number>,
): Promise<number | undefined> {
  const answer = await vscode.window.showInputBox({
    title: title(step),
    prompt: plain(question),
    value: String(last),
    ignoreFocusOut: true,
    validateInput: text =>
      typed(option, text) === undefined
        ? plain(message('pick.enter', { range: rangeMessage(option.range) }))
        : undefined,
  });
  return answer === undefined ? undefined : typed(option, answer);
}
