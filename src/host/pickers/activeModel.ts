/** The active model for a use, or an offer to train one. */
import * as vscode from 'vscode';
import type { ChosenUse } from '../../protocol/kind';
import { commands, type CommandId } from '../ids';
import type { UsableModel } from '../models/active';
import type { Services } from '../services';
import { inform } from '../notify';
import { message, type Key } from '../words';

/** The message if there is no model, and the command that trains one. */
const offers: Readonly<Record<ChosenUse, { none: Key; train: CommandId }>> = {
  continue: { none: 'models.none', train: commands.trainLstm },
  translate: { none: 'models.noTranslator', train: commands.trainTranslation },
  label: { none: 'models.noLabeller', train: commands.trainClassifier },
  forecast: { none: 'models.noForecaster', train: commands.trainForecast },
};

export async function activeModel({ models }: Services, use: ChosenUse): Promise<UsableModel | undefined> {
  const model = await models.getActive(use);
  if (!model) void offerTraining(use);
  return model;
}

export async function offerTraining(use: ChosenUse): Promise<void> {
  const { none, train } = offers[use];
  if (await inform(message(none), message('action.train'))) await vscode.commands.executeCommand(train);
}
