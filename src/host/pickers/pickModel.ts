/** A model from the list, or one that a menu or a test passes. */
import * as vscode from 'vscode';
import type { ModelEntry } from '../../store/list';
import { modelLine } from '../models/modelItem';
import type { ModelsService } from '../models/service';
import { given, isList } from '../given';
import type { Message } from '../../protocol/message';
import { offerTraining } from './activeModel';
import { itemOf, plain } from '../words';

/** Whether a menu or a test passes a model. */
export const isGiven = (argument: unknown): argument is { id: unknown } =>
  typeof argument === 'object' && argument !== null && 'id' in argument;

/** The line that a menu or a test passes, else the line that a key acts on. */
export const lineOf = (models: Pick<ModelsService, 'linesOfKey'>, argument: unknown): unknown =>
  isGiven(argument) ? argument : models.linesOfKey(argument)[0];

/** @param argument an entry of the Models view, or `{ id }` */
export async function pickModel<T extends ModelEntry>(
  models: readonly T[],
  argument: unknown,
  question: Message,
): Promise<T | undefined> {
  if (isGiven(argument)) return models.find(model => model.id === argument.id);
  if (models.length === 0) {
    void offerTraining('continue');
    return undefined;
  }
  const placeHolder = plain(question);
  const items = itemsOf(models);
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.model;
}

const itemsOf = <T extends ModelEntry>(models: readonly T[]) =>
  models.map(model => ({ ...itemOf(modelLine(model)), model }));

/**
 * Several, in the order of `models`.
 * @param argument `{ ids }` in place of a question, or a line of the Models view, which is chosen at first
 * @param selection the selected lines of the Models view: two or more are taken without a question
 */
export async function pickModels<T extends ModelEntry>(
  models: readonly T[],
  argument: unknown,
  selection: unknown,
  question: Message,
): Promise<T[] | undefined> {
  const ids = given(argument, 'ids', isList) ?? selectedIds(selection);
  if (ids) return models.filter(({ id }) => ids.includes(id));
  const items = itemsOf(models).map(item => ({ ...item, picked: isGiven(argument) && argument.id === item.model.id }));
  const placeHolder = plain(question);
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder, matchOnDescription: true });
  return picked?.map(({ model }) => model);
}

const selectedIds = (selection: unknown): unknown[] | undefined =>
  Array.isArray(selection) && selection.length > 1 ? selection.filter(isGiven).map(({ id }) => id) : undefined;
