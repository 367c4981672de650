/** The model that translates, or an offer to train one. */
import * as vscode from 'vscode';
import { commands } from '../ids';
import type { UsableModel } from '../models/active';
import type { Services } from '../services';

export async function activeTranslator({ models }: Services): Promise<UsableModel | undefined> {
  const model = await models.getActive('translate');
  if (!model) void offerTraining();
  return model;
}

async function offerTraining(): Promise<void> {
  const train = vscode.l10n.t('Train');
  const message = vscode.l10n.t(
    'There is no translation model yet. Open a text of sentence pairs (source, tab, target) and train one.',
  );
  const answer = await vscode.window.showInformationMessage(message, train);
  if (answer === train) await vscode.commands.executeCommand(commands.trainTranslation);
}
