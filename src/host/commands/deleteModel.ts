/** Delete Model: to the trash, after one question. */
import * as vscode from 'vscode';
import type { ModelEntry } from '../../store/models';
import { modelLine } from '../models/modelItem';
import { reportError } from '../notify';
import type { Services } from '../services';
import { pickModel } from './pickModel';

/** @param argument an entry of the Models view, or `{ id, confirmed: true }` */
export async function deleteModel({ models, log }: Services, argument: unknown): Promise<boolean> {
  try {
    const model = await pickModel(await models.list(), argument, vscode.l10n.t('Which model should be deleted?'));
    if (!model) return false;
    if (isWritten(model)) {
      void vscode.window.showWarningMessage(vscode.l10n.t('This model is being trained. Stop the training first.'));
      return false;
    }
    if (!isConfirmed(argument) && !(await confirm(modelLine(model).label))) return false;
    await models.delete(model.folder);
    return true;
  } catch (thrown) {
    void reportError(thrown, log);
    return false;
  }
}

const isWritten = (model: ModelEntry): boolean => model.kind === 'model' && model.manifest.state === 'training';

const isConfirmed = (argument: unknown): boolean =>
  typeof argument === 'object' && argument !== null && 'confirmed' in argument && argument.confirmed === true;

async function confirm(name: string): Promise<boolean> {
  const remove = vscode.l10n.t('Move to Trash');
  const question = vscode.l10n.t('Delete the model "{0}"?', name);
  return (await vscode.window.showWarningMessage(question, { modal: true }, remove)) === remove;
}
