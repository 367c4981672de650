/** Delete Model: to the trash, after one question. */
import type { ModelEntry } from '../../store/list';
import { confirm, warn } from '../notify';
import type { Services } from '../services';
import { pickModel } from '../pickers/pickModel';
import { message } from '../words';

/** @param argument an entry of the Models view (a key acts on the selected one), or `{ id, confirmed: true }` */
export async function deleteModel({ models }: Services, argument: unknown): Promise<boolean> {
  const model = await pickModel(await models.list(), argument ?? models.selected[0], message('models.whichToDelete'));
  if (!model) return false;
  if (isWritten(model)) {
    void warn(message('models.isTraining'));
    return false;
  }
  const question = message('models.delete', { name: nameOf(model) });
  if (!isConfirmed(argument) && !(await confirm(question, message('action.moveToTrash')))) return false;
  await models.delete(model.folder);
  return true;
}

const isWritten = (model: ModelEntry): boolean => model.kind === 'model' && model.manifest.state === 'training';

const isConfirmed = (argument: unknown): boolean =>
  typeof argument === 'object' && argument !== null && 'confirmed' in argument && argument.confirmed === true;

const nameOf = (model: ModelEntry): string => (model.kind === 'damaged' ? model.id : model.manifest.name);
