/** Trains an n-gram model, which takes about a second: the panel is not opened, only the result is shown. */
import * as vscode from 'vscode';
import type { TrainingResult } from '../../protocol/metrics';
import { defaultNgramOptions, type LanguageModelOptions, type NgramOptions } from '../../options/language';
import type { TrainJob } from '../../protocol/worker';
import { commands } from '../ids';
import type { Staying } from '../models/active';
import { WorkerProcess } from '../process/workerProcess';
import type { Services } from '../services';
import { ngram } from '../../kinds/ngram/description';
import { describeResult } from './describe';
import { nameFor } from './startTraining';
import type { PickedText } from '../pickers/textSource';
import type { Message } from '../../protocol/message';
import { duringProgress, inform } from '../notify';
import { askOne } from '../pickers/questions';
import { message } from '../words';

/** The default comes first, so that Enter chooses it. */
const orders = [
  defaultNgramOptions.order,
  ...[1, 2, 3, 4, 5, 6, 8].filter(order => order !== defaultNgramOptions.order),
];

/** Asks for the order of the n-grams, then counts them. */
export async function chooseAndCount(
  services: Services,
  text: PickedText,
  base: LanguageModelOptions,
): Promise<TrainingResult | undefined> {
  const { validationFraction } = base.training;
  const lines = orders
    .map((order): NgramOptions => ({ text: base.text, order, validationFraction }))
    .map(value => ({
      label: ngram.describe(value),
      ...(value.order === defaultNgramOptions.order ? { description: message('pick.usualOrder') } : {}),
      value,
    }));
  const options = await askOne(lines, message('pick.order'));
  return options && countNgrams(services, text, options);
}

export async function countNgrams(
  services: Services,
  text: PickedText,
  options: NgramOptions,
): Promise<TrainingResult> {
  const name = await nameFor(services, text.source);
  const result = await duringProgress('status bar', message('training.countingNgrams'), () =>
    count(services, text, options, name),
  );
  const staying = await services.models.takeOver('continue', result.modelId);
  void offer(describeResult(name, result, staying), result.modelId, staying);
  return result;
}

async function offer(ending: Message, id: string, staying: Staying | undefined): Promise<void> {
  if (!(await inform(ending, message(staying ? 'action.useModel' : 'use.continue')))) return;
  if (staying) await vscode.commands.executeCommand(commands.selectModel, { id });
  else await vscode.commands.executeCommand(commands.continueText);
}

function count({ workers, models }: Services, { source }: PickedText, options: NgramOptions, modelName: string) {
  const place = { modelsFolder: models.folder, modelName };
  const job: TrainJob = { kind: 'ngram', sources: [source], options, engine: 'auto', ...place };
  return WorkerProcess.ask(workers, 'train', job);
}
