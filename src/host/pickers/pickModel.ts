/** A model picked from the list, or passed by a menu or a test. */
import * as vscode from 'vscode';
import type { ModelEntry } from '../../store/list';
import { modelLine } from '../models/modelItem';
import { commands } from '../ids';
import type { Message } from '../../protocol/message';
import { inform } from '../notify';
import { itemOf, message, plain } from '../words';

/** A model named by a menu or a test. */
export const isGiven = (argument: unknown): argument is { id: unknown } =>
  typeof argument === 'object' && argument !== null && 'id' in argument;

/** @param argument an entry of the Models view, or `{ id }` */
export async function pickModel<T extends ModelEntry>(
  models: readonly T[],
  argument: unknown,
  question: Message,
): Promise<T | undefined> {
  if (isGiven(argument)) return models.find(model => model.id === argument.id);
  if (models.length === 0) {
    void offerTraining();
    return undefined;
  }
  const placeHolder = plain(question);
  const items = models.map(model => ({ ...itemOf(modelLine(model)), model }));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.model;
}

export async function offerTraining(): Promise<void> {
  if (await inform(message('models.none'), message('action.train')))
    await vscode.commands.executeCommand(commands.trainLstm);
}
