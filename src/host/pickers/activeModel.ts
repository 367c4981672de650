/** The active model for a use, or an offer to train one. */
import * as vscode from 'vscode';
import type { ChosenUse } from '../../protocol/kind';
import { commands, type CommandId } from '../ids';
import type { UsableModel } from '../models/active';
import type { Services } from '../services';
import { inform } from '../notify';
import { message, type Key } from '../words';

/** The message if there is no model, and the command that trains one. */
const offers = {
  translate: { none: 'models.noTranslator', train: commands.trainTranslation },
  label: { none: 'models.noLabeller', train: commands.trainClassifier },
  forecast: { none: 'models.noForecaster', train: commands.trainForecast },
} as const satisfies Partial<Record<ChosenUse, { none: Key; train: CommandId }>>;

export type OfferedUse = keyof typeof offers;

export async function activeModel({ models }: Services, use: OfferedUse): Promise<UsableModel | undefined> {
  const model = await models.getActive(use);
  if (!model) void offerTraining(use);
  return model;
}

async function offerTraining(use: OfferedUse): Promise<void> {
  const { none, train } = offers[use];
  if (await inform(message(none), message('action.train'))) await vscode.commands.executeCommand(train);
}
