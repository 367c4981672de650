/** The model that forecasts, or an offer to train one. */
import * as vscode from 'vscode';
import { commands } from '../ids';
import type { UsableModel } from '../models/active';
import type { Services } from '../services';
import { inform } from '../notify';
import { message } from '../words';

export async function activeForecaster({ models }: Services): Promise<UsableModel | undefined> {
  const model = await models.getActive('forecast');
  if (!model) void offerTraining();
  return model;
}

async function offerTraining(): Promise<void> {
  if (await inform(message('models.noForecaster'), message('action.train')))
    await vscode.commands.executeCommand(commands.trainForecast);
}
