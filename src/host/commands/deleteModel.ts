/** Delete Model: asks first and says what is lost; the notification has a button that restores the model. */
import type { ModelEntry } from '../../store/list';
import { given, isBoolean } from '../given';
import { confirm, inform, warn } from '../notify';
import type { Services } from '../services';
import { isGiven, pickModel } from '../pickers/pickModel';
import { message } from '../words';
import type { Message } from '../../protocol/message';

/**
 * @param argument an entry of the Models view (a key acts on the selected ones), or `{ id, confirmed: true }`
 * @param selection the selected lines of the view
 */
export async function deleteModel(services: Services, argument: unknown, selection?: unknown): Promise<boolean> {
  const { models, training } = services;
  const all = await models.list();
  const lines = models.linesOfKey(argument);
  const chosen = all.filter(({ id }) => idsOf(argument, selection ?? lines).includes(id));
  // A line of the view that is not a model is a training.
  if (!isGiven(argument) && chosen.length === 0 && lines.length > 0) {
    if (lines.some(({ id }) => id === training.running?.id)) void warn(message('models.isTraining'));
    for (const { id } of lines) training.removeWaiting(id);
    return false;
  }
  const picked = chosen.length > 0 ? chosen : [await pickModel(all, argument, message('models.whichToDelete'))];
  const targets = picked.filter(model => model !== undefined);
  if (targets.length === 0) return false;
  if (targets.some(isWritten)) {
    void warn(message('models.isTraining'));
    return false;
  }
  const question = await questionOf(services, targets);
  if (!given(argument, 'confirmed', isBoolean) && !(await confirm(question, message('action.delete')))) return false;
  void offerBack(services, targets, await models.delete(targets.map(({ folder }) => folder)));
  return true;
}

/** The id of the menu's line, or of all selected lines if it is one of them. */
function idsOf(argument: unknown, selection: unknown): unknown[] {
  const selected = Array.isArray(selection) ? selection.filter(isGiven).map(({ id }) => id) : [];
  if (!isGiven(argument)) return selected;
  return selected.includes(argument.id) ? selected : [argument.id];
}

async function questionOf({ models }: Services, targets: readonly ModelEntry[]): Promise<Message> {
  const size = await models.sizeOf(targets.map(({ folder }) => folder));
  const [only, second] = targets;
  return only && !second
    ? message('models.delete', { name: nameOf(only), size })
    : message('models.deleteSeveral', { count: targets.length, size });
}

async function offerBack(
  { models }: Services,
  targets: readonly ModelEntry[],
  deleted: readonly string[],
): Promise<void> {
  const undo = message('action.undo');
  const [only, second] = targets;
  const sentence =
    only && !second
      ? message('models.deleted', { name: nameOf(only) })
      : message('models.deletedSeveral', { count: targets.length });
  if ((await inform(sentence, undo)) === undo) await models.restore(deleted);
  else await models.forgetDeleted(deleted);
}

const isWritten = (model: ModelEntry): boolean => model.kind === 'model' && model.manifest.state === 'training';

const nameOf = (model: ModelEntry): string => (model.kind === 'damaged' ? model.id : model.manifest.name);
