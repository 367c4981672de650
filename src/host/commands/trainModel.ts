/** Train Model on This File…: a preset with its expected time, counting, or a few settings; what was chosen last is offered first. */
import * as vscode from 'vscode';
import type { LanguageModelOptions } from '../../options/language';
import { cellNames, tokenisations } from '../../protocol/model';
import type { TrainingResult } from '../../protocol/metrics';
import { mementoKeys } from '../ids';
import { readLanguageModelOptions } from '../settings';
import { cellLabels, tokenisationLabels } from '../../kinds/labels';
import type { Services } from '../services';
import { givenOptions, withOptions } from './givenOptions';
import { countNgrams } from './countNgrams';
import { measuredTraining } from './measuredTraining';
import { presetChoices, type PresetChoice } from './presetChoices';
import { charactersOf, pickText, textArguments, type PickedText } from './textSource';
import { applyChoices, choicesOf, isChoices, positiveInteger, type TrainingChoices } from './trainingChoices';
import type { Message } from '../../protocol/message';
import { label, message, plain } from '../words';

export async function trainModel(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText(textArguments(argument));
  if (!text) return undefined;
  const options = readLanguageModelOptions(text.scope);
  const given = givenOptions(argument);
  if (given) return measuredTraining(services, text, withOptions(options, given));
  const characters = await charactersOf(text);
  const gflops = services.speed.get(options.training.threads);
  const wish = await askForWish(gflops.then(speed => presetChoices(characters, speed, options)));
  if (wish === undefined) return undefined;
  if (wish === 'count') return countNgrams(services, text, options);
  if (wish !== 'customise') return measuredTraining(services, text, wish.options);
  return customise(services, text, options);
}

type Wish = PresetChoice | 'count' | 'customise';

/** @param presets may take a second: the list is shown at once and says that it is busy */
async function askForWish(presets: Promise<PresetChoice[]>): Promise<Wish | undefined> {
  const separator = { kind: vscode.QuickPickItemKind.Separator, label: '' };
  const count = {
    label: label(message('pick.count.name')),
    description: label(message('pick.count.time')),
    detail: label(message('pick.count.detail')),
  };
  const customise = {
    label: label(message('pick.customise.name')),
    detail: label(message('pick.customise.detail')),
  };
  const items = presets.then(known => [...known, separator, count, customise]);
  const picked = await vscode.window.showQuickPick<PresetChoice | vscode.QuickPickItem>(items, {
    title: plain(message('pick.title')),
    placeHolder: plain(message('pick.howToTrain')),
    matchOnDetail: true,
  });
  if (picked === undefined || picked === separator) return undefined;
  if (picked === count) return 'count';
  return (await presets).find(preset => preset === picked) ?? 'customise';
}

async function customise(
  services: Services,
  text: PickedText,
  options: LanguageModelOptions,
): Promise<TrainingResult | undefined> {
  const memory = services.context.globalState;
  const remembered = memory.get<unknown>(mementoKeys.lastTrainingChoices);
  const choices = await ask(isChoices(remembered) ? remembered : choicesOf(options));
  if (!choices) return undefined;
  await memory.update(mementoKeys.lastTrainingChoices, choices);
  return measuredTraining(services, text, applyChoices(options, choices));
}

async function ask(last: TrainingChoices): Promise<TrainingChoices | undefined> {
  const cell = await pick(1, message('pick.whichModel'), labelled(cellNames, cellLabels), last.cell);
  if (cell === undefined) return undefined;
  const layers = await number(2, message('pick.layers'), last.layers, 8);
  if (layers === undefined) return undefined;
  const hiddenSize = await number(3, message('pick.hiddenSize'), last.hiddenSize, 4096);
  if (hiddenSize === undefined) return undefined;
  const ways = labelled(tokenisations, tokenisationLabels);
  const tokenisation = await pick(4, message('pick.whatIsToken'), ways, last.tokenisation);
  if (tokenisation === undefined) return undefined;
  const epochs = await number(5, message('pick.epochs'), last.epochs, 100_000);
  return epochs === undefined ? undefined : { cell, layers, hiddenSize, tokenisation, epochs };
}

const labelled = <T extends string>(
  values: readonly T[],
  labels: Readonly<Record<T, { name: string; description: string }>>,
) => values.map(value => ({ value, label: labels[value].name, detail: labels[value].description }));

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

async function number(step: number, question: Message, last: number, most: number): Promise<number | undefined> {
  const answer = await vscode.window.showInputBox({
    title: title(step),
    prompt: plain(question),
    value: String(last),
    ignoreFocusOut: true,
    validateInput: text =>
      positiveInteger(text, most) === undefined ? plain(message('pick.wholeNumber', { from: 1, to: most })) : undefined,
  });
  return answer === undefined ? undefined : positiveInteger(answer, most);
}
