/** A model picked from the list, or passed by a menu or a test. */
import * as vscode from 'vscode';
import type { ModelEntry } from '../../store/models';
import { modelLine } from '../models/modelItem';
import { commands } from '../ids';

/** A model named by a menu or a test. */
export const isGiven = (argument: unknown): argument is { id: unknown } =>
  typeof argument === 'object' && argument !== null && 'id' in argument;

/** @param argument an entry of the Models view, or `{ id }` */
export async function pickModel<T extends ModelEntry>(
  models: readonly T[],
  argument: unknown,
  placeHolder: string,
): Promise<T | undefined> {
  if (isGiven(argument)) return models.find(model => model.id === argument.id);
  if (models.length === 0) {
    const train = vscode.l10n.t('Train');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('There is no model yet. Train one on a text first.'),
      train,
    );
    if (answer === train) void vscode.commands.executeCommand(commands.trainLstm);
    return undefined;
  }
  const items = models.map(model => ({ ...modelLine(model), model }));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.model;
}
