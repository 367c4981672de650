/** Delete Model: to the trash, after one question. */
import type { ModelEntry } from '../../store/list';
import { confirm, reportError, warn } from '../notify';
import type { Services } from '../services';
import { pickModel } from '../pickers/pickModel';
import { message } from '../words';

/** @param argument an entry of the Models view, or `{ id, confirmed: true }` */
export async function deleteModel({ models, log }: Services, argument: unknown): Promise<boolean> {
  try {
    const model = await pickModel(await models.list(), argument, message('models.whichToDelete'));
    if (!model) return false;
    if (isWritten(model)) {
      void warn(message('models.isTraining'));
      return false;
    }
    if (
      !isConfirmed(argument) &&
      !(await confirm(message('models.delete', { name: nameOf(model) }), message('action.moveToTrash')))
    )
      return false;
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

const nameOf = (model: ModelEntry): string => (model.kind === 'damaged' ? model.id : model.manifest.name);
