/** What every training command does once text and options are known. */
import * as vscode from 'vscode';
import { reportError } from '../notify';
import { commands } from '../ids';
import { readSetting } from '../settings';
import { clearTheWay } from '../training/service';
import { describeResult } from '../training/describe';
import type { LanguageModelOptions } from '../../protocol/model';
import type { TrainingResult } from '../../protocol/metrics';
import type { Services } from '../services';
import type { PickedText } from './textSource';

/** Trains to the end; undefined when the person backs out or the run fails, which has been said then. */
export async function startTraining(
  services: Services,
  { source, scope }: PickedText,
  options: LanguageModelOptions,
): Promise<TrainingResult | undefined> {
  const { training, models, panel, log } = services;
  if (!(await clearTheWay(training))) return undefined;
  const modelName = source.name.replace(/\.[^.\s()]+(?= |$)/, '');
  try {
    await models.rememberRun(modelName);
    const ended = training.start({
      source,
      options,
      backend: readSetting('backend', scope),
      modelsFolder: models.folder,
      modelName,
    });
    // A failure is caught below, but may come before the panel is open.
    ended.catch(() => undefined);
    await panel.open(true);
    const result = await ended;
    await models.setActive(result.modelId);
    void offer(modelName, result);
    return result;
  } catch (thrown) {
    models.refresh();
    void reportError(thrown, log);
    return undefined;
  }
}

async function offer(name: string, result: TrainingResult): Promise<void> {
  const continueText = vscode.l10n.t('Continue Text');
  const show = vscode.l10n.t('Show Training');
  const message = `${describeResult(name, result)} ${result.verdict}`;
  const answer = await vscode.window.showInformationMessage(message.trim(), continueText, show);
  if (answer === continueText) await vscode.commands.executeCommand(commands.continueText);
  if (answer === show) await vscode.commands.executeCommand(commands.openTrainingPanel);
}
