/** The common part of all training commands, after text and options are chosen. */
import * as vscode from 'vscode';
import { inform, reportError } from '../notify';
import { chosenFor, usesOf } from '../../kinds/descriptions';
import { newChoice, type KindChoice } from '../../options/kinds';
import { together, type Given } from '../../options/read';
import type { KindId, ModelUse } from '../../protocol/kind';
import type { OptionsOrigin } from '../../protocol/model';
import { commands, useCommands } from '../ids';
import { freshName } from '../models/names';
import { readOptionSettings, readSetting } from '../settings';
import type { TrainingService } from './service';
import type { Staying } from '../models/active';
import { describeResult } from './describe';
import type { TextSource } from '../../protocol/textSource';
import type { TrainingResult } from '../../protocol/metrics';
import type { Resolved } from '../../options/presets';
import { readContents } from '../../store/manifest';
import type { RecordedModel } from './restoreRun';
import type { Services } from '../services';
import { givenOptions, originOf } from '../pickers/givenOptions';
import type { PickedText } from '../pickers/textSource';
import { message } from '../words';

export interface ToTrain {
  text: PickedText;
  /** The second of two parallel texts. */
  target?: TextSource | undefined;
  choice: KindChoice;
  origin?: OptionsOrigin | undefined;
  /** The name of the model; by default the name of its text. */
  name?: string;
  /** The run to resume; `choice` has its options. */
  earlier?: RecordedModel;
  /** Several models are trained: no notifications for this one. */
  oneOfSeveral?: boolean;
  /** The folder of the model whose weights it begins with. */
  from?: string;
}

/** Trains to the end; undefined if the run fails or is cancelled, which has been reported. */
export async function startTraining(
  services: Services,
  { text, target, choice, origin, name, earlier, from, oneOfSeveral = false }: ToTrain,
): Promise<TrainingResult | undefined> {
  const { training, models, inference, panel, log } = services;
  const modelName = earlier?.manifest.name ?? name ?? (await nameFor(services, text.source));
  const place = {
    sources: target ? [text.source, target] : [text.source],
    engine: readSetting('engine', text.scope),
    modelsFolder: models.folder,
    modelName,
    ...(origin ? { origin } : {}),
    ...(earlier ? { resumeFrom: earlier.folder } : {}),
    ...(from === undefined ? {} : { from }),
  };
  try {
    const { running } = training;
    const ended = training.train(place, choice, earlier);
    // A failure is caught below, but it may come before the panel is open.
    ended.catch(() => undefined);
    if (!running) await panel.open(true);
    else if (!oneOfSeveral) void sayThatItWaits(training, running.name);
    const result = await ended;
    const staying = await models.takeOver(chosenFor(choice), result.modelId);
    // A process takes longer to start than the editor waits for the first ghost text.
    if (!staying && usesOf(choice)[0] === 'continue' && readSetting('completion.trigger', text.scope) === 'automatic')
      void inference.prepare(result.folder);
    if (!oneOfSeveral) void offer(modelName, result, staying ?? { use: usesOf(choice)[0] });
    return result;
  } catch (thrown) {
    models.refresh();
    void reportError(thrown, log);
    return undefined;
  }
}

async function sayThatItWaits(training: TrainingService, running: string): Promise<void> {
  const last = training.waiting.at(-1);
  if (!last) return;
  const [startNow, remove] = [message('action.startNow'), message('action.removeFromLine')];
  const answer = await inform(message('training.waits', { name: last.name, running }), startNow, remove);
  if (answer === startNow) await training.startWaiting(last.id);
  else if (answer === remove) training.removeWaiting(last.id);
}

/**
 * Trains a new model of a kind, with the options that are set, found in the text and chosen.
 * @param found options found in the text
 * @param argument of the command, with `{ options }` in place of the questions
 */
export async function trainKind<K extends KindId>(
  services: Services,
  kind: K,
  { found, ...texts }: Pick<ToTrain, 'text' | 'target'> & { found?: Given<K> },
  argument: unknown,
  ask: () => Promise<Given<K> | undefined>,
): Promise<TrainingResult | undefined> {
  const chosen = givenOptions(kind, argument) ?? (await ask());
  if (!chosen) return undefined;
  const given = together(kind, readOptionSettings(kind, texts.text.scope), found, chosen);
  const choice: KindChoice = newChoice<KindId>(kind, given);
  return startTraining(services, { ...texts, choice, origin: originOf(kind, argument, given) });
}

/** As `startTraining`, and stores the speed of the run, from which expected times are computed. */
export async function measuredTraining(
  services: Services,
  text: PickedText,
  { options, origin }: Resolved,
  name?: string,
): Promise<TrainingResult | undefined> {
  const choice = { kind: 'language', options } as const;
  const result = await startTraining(services, { text, choice, origin, ...(name === undefined ? {} : { name }) });
  if (result) {
    const { manifest, record } = await readContents(result.folder);
    await services.speed.learn(manifest, record);
  }
  return result;
}

/** The names of models and of running or waiting trainings. */
export async function takenNames({ models, training }: Pick<Services, 'models' | 'training'>): Promise<string[]> {
  const listed = (await models.list()).flatMap(entry => (entry.kind === 'model' ? [entry.manifest.name] : []));
  return [...listed, ...[training.running, ...training.waiting].flatMap(known => (known ? [known.name] : []))];
}

/** The name of a model if the person does not choose one: the name of the text. */
export const nameFor = async (services: Pick<Services, 'models' | 'training'>, source: TextSource): Promise<string> =>
  freshName(nameOf(source), await takenNames(services));

/** "notes.md" -> "notes", "notes.md (selection)" -> "notes (selection)" */
export const nameOf = ({ name }: TextSource): string => name.replace(/\.[^.\s()（）]+(?=[ （]|$)/, '');

/** @param taken the use for which it is now the active model, or why the one before stays */
async function offer(name: string, result: TrainingResult, taken: { use: ModelUse } | Staying): Promise<void> {
  const use = typeof taken === 'string' ? undefined : taken.use;
  const show = message('action.showTraining');
  const resume = message('action.resumeTraining');
  const stopped = result.reason === 'stopped';
  const select = message('action.useModel');
  const label = use ? message(`use.${use}`) : select;
  const shown = describeResult(name, result, typeof taken === 'string' ? taken : undefined);
  const answer = await inform(shown, label, stopped ? resume : show);
  if (answer === undefined) return;
  if (answer === show) await vscode.commands.executeCommand(commands.openTrainingPanel);
  else if (answer === resume) await vscode.commands.executeCommand(commands.resumeTraining, { id: result.modelId });
  else if (answer === select) await vscode.commands.executeCommand(commands.selectModel, { id: result.modelId });
  else if (use && answer === label) await vscode.commands.executeCommand(useCommands[use]);
}
