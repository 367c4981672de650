/** Train Model on This File…: a preset with its expected time, counting, or a few settings; the last choice is offered first. */
import * as vscode from 'vscode';
import { resolve, resolved, type Resolved } from '../../options/presets';
import { together } from '../../options/read';
import type { TrainingResult } from '../../protocol/metrics';
import { mementoKeys } from '../ids';
import { readOptionSettings } from '../settings';
import type { Services } from '../services';
import { givenOptions, originOf } from '../pickers/givenOptions';
import { chooseAndCount } from '../runs/countNgrams';
import { measuredTraining, nameFor } from '../runs/startTraining';
import { customise } from '../pickers/customise';
import { presetChoices, secondsOf, type PresetChoice } from '../pickers/presetChoices';
import { pickTextOrFiles } from '../pickers/filesSource';
import { charactersOf } from '../pickers/textSource';
import { choicesOf, isChoices, optionsOf, type TrainingChoices } from '../pickers/trainingChoices';
import { itemOf, message, plain } from '../words';

/** @param selection the selected files and folders of the explorer */
export async function trainModel(
  services: Services,
  argument: unknown,
  selection?: unknown,
): Promise<TrainingResult | undefined> {
  const text = await pickTextOrFiles(services, argument, selection);
  if (!text) return undefined;
  const settings = readOptionSettings('language', text.scope);
  const passed = givenOptions('language', argument);
  if (passed) {
    const own = together('language', settings, passed);
    const origin = originOf('language', argument, own);
    return measuredTraining(services, text, { options: resolve(undefined, own, 0), origin });
  }
  const characters = await charactersOf(text);
  const gflops = services.speed.get(settings.training?.threads ?? 0);
  const chosen = await askForPreset(
    text.source.name,
    gflops.then(speed => presetChoices(characters, speed, settings)),
  );
  if (chosen === undefined) return undefined;
  if (chosen === 'count') return chooseAndCount(services, text, resolve(undefined, settings, characters));
  if (chosen !== 'customise') return measuredTraining(services, text, chosen);
  const speed = await gflops;
  const resolvedFor = (choices: TrainingChoices): Resolved =>
    resolved('balanced', together('language', settings, optionsOf(choices)), characters, speed);
  const memory = services.context.globalState;
  const last = memory.get<unknown>(mementoKeys.lastTrainingChoices);
  const remembered = isChoices(last);
  const offered = remembered ? last : choicesOf(resolve('balanced', settings, characters, speed));
  const customised = await customise({
    text: text.source.name,
    choices: { ...offered, name: await nameFor(services, text.source) },
    remembered,
    expectedSeconds: choices => secondsOf(resolvedFor(choices).options, characters, speed),
  });
  if (!customised) return undefined;
  const { name, ...choices } = customised;
  await memory.update(mementoKeys.lastTrainingChoices, choices);
  return measuredTraining(services, text, resolvedFor(choices), name);
}

type Chosen = PresetChoice | 'count' | 'customise';

/** @param presets may take a second: the list is shown at once, as busy */
async function askForPreset(name: string, presets: Promise<PresetChoice[]>): Promise<Chosen | undefined> {
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
    title: plain(message('pick.title', { name })),
    placeHolder: plain(message('pick.howToTrain')),
    matchOnDetail: true,
  });
  if (picked === undefined || picked === separator) return undefined;
  if (picked === count) return 'count';
  return picked.preset ?? 'customise';
}
