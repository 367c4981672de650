/** What every training command does once text and options are known. */
import * as vscode from 'vscode';
import { inform, reportError } from '../notify';
import { commands, type CommandId } from '../ids';
import { readSetting } from '../settings';
import { confirmReplace } from '../runs/service';
import { describeResult } from '../runs/describe';
import type { LanguageModelOptions } from '../../options/language';
import type { TranslationOptions } from '../../options/translation';
import type { TextSource } from '../../protocol/textSource';
import type { TrainingResult } from '../../protocol/metrics';
import type { StoredModelEntry } from '../../store/models';
import type { Services } from '../services';
import type { PickedText } from './textSource';
import { textMessage, type Message } from '../../protocol/message';
import { message } from '../words';

/**
 * Trains to the end; undefined when the person backs out or the run fails, which has been said then.
 * @param earlier the run to go on with, whose options these are
 */
export function startTraining(
  services: Services,
  text: PickedText,
  options: LanguageModelOptions,
  earlier?: StoredModelEntry,
): Promise<TrainingResult | undefined> {
  const { models, training } = services;
  const job = { ...commonJob(services, text, earlier), options };
  return trainToTheEnd(services, job.modelName, {
    start: () => training.start(job, earlier),
    activate: id => models.setActive('continue', id),
    use: options.network.bidirectional
      ? undefined
      : { label: message('action.continueText'), command: commands.continueText },
  });
}

/** As `startTraining`, on sentence pairs. */
export function startTranslationTraining(
  services: Services,
  text: PickedText,
  target: TextSource | undefined,
  options: TranslationOptions,
  earlier?: StoredModelEntry,
): Promise<TrainingResult | undefined> {
  const { models, training } = services;
  const job = { ...commonJob(services, text, earlier), ...(target ? { target } : {}), options };
  return trainToTheEnd(services, job.modelName, {
    start: () => training.startTranslation(job, earlier),
    activate: id => models.setActive('translate', id),
    use: { label: message('action.translateSelection'), command: commands.translateSelection },
  });
}

const commonJob = ({ models }: Services, { source, scope }: PickedText, earlier: StoredModelEntry | undefined) => ({
  source,
  engine: readSetting('backend', scope),
  modelsFolder: models.folder,
  modelName: earlier?.manifest.name ?? nameOf(source),
  ...(earlier ? { resumeFrom: earlier.folder } : {}),
});

/** "notes.md" -> "notes" */
export const nameOf = ({ name }: TextSource): string => name.replace(/\.[^.\s()]+(?= |$)/, '');

interface Kind {
  start(): Promise<TrainingResult>;
  activate(id: string): Promise<void>;
  /** What is offered to be done with the model. */
  use: { label: Message; command: CommandId } | undefined;
}

async function trainToTheEnd(services: Services, modelName: string, kind: Kind): Promise<TrainingResult | undefined> {
  const { training, models, panel, log } = services;
  if (!(await confirmReplace(training))) return undefined;
  try {
    const ended = kind.start();
    // A failure is caught below, but may come before the panel is open.
    ended.catch(() => undefined);
    await panel.open(true);
    const result = await ended;
    await kind.activate(result.modelId);
    void offer(modelName, result, kind.use);
    return result;
  } catch (thrown) {
    models.refresh();
    void reportError(thrown, log);
    return undefined;
  }
}

/** The verdict on a run that was stopped can wait: it is in the panel. */
async function offer(name: string, result: TrainingResult, use: Kind['use']): Promise<void> {
  const show = message('action.showTraining');
  const resume = message('action.resumeTraining');
  const stopped = result.reason === 'stopped';
  const ending = textMessage([describeResult(name, result), stopped ? '' : result.verdict].join(' ').trim());
  const choices = [...(use ? [use.label] : []), stopped ? resume : show];
  const answer = await inform(ending, ...choices);
  if (answer === show) await vscode.commands.executeCommand(commands.openTrainingPanel);
  else if (answer === resume) await vscode.commands.executeCommand(commands.resumeTraining, { id: result.modelId });
  else if (use && answer === use.label) await vscode.commands.executeCommand(use.command);
}
