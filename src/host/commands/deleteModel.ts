/** Delete Model: after a question that says what is lost; the button of the notification brings it back. */
import type { ModelEntry } from '../../store/list';
import { given, isBoolean } from '../given';
import { confirm, inform, warn } from '../notify';
import type { Services } from '../services';
import { isGiven, pickModel } from '../pickers/pickModel';
import { message } from '../words';
import type { Message } from '../../protocol/message';

/**
 * @param argument an entry of the Models view (a key acts on those that are selected), or `{ id, confirmed: true }`
 * @param selection what is selected in the view
 */
export async function deleteModel(services: Services, argument: unknown, selection?: unknown): Promise<boolean> {
  const { models, training } = services;
  const all = await models.list();
  const lines = models.linesOfKey(argument);
  const chosen = all.filter(({ id }) => idsOf(argument, selection ?? lines).includes(id));
  // A line of the view that is no model is a training.
  if (!isGiven(argument) && chosen.length === 0 && lines.length > 0) {
    if (lines.some(({ id }) => id === training.running?.id)) void warn(message('models.isTraining'));
    for (const { id } of lines) training.removeWaiting(id);
    return false;
  }
  const asked = chosen.length > 0 ? chosen : [await pickModel(all, argument, message('models.whichToDelete'))];
  const doomed = asked.filter(model => model !== undefined);
  if (doomed.length === 0) return false;
  if (doomed.some(isWritten)) {
    void warn(message('models.isTraining'));
    return false;
  }
  const question = await questionOf(services, doomed);
  if (!given(argument, 'confirmed', isBoolean) && !(await confirm(question, message('action.delete')))) return false;
  void offerBack(services, doomed, await models.delete(doomed.map(({ folder }) => folder)));
  return true;
}

/** The line of a menu, and the others where it is one of several that are selected. */
function idsOf(argument: unknown, selection: unknown): unknown[] {
  const selected = Array.isArray(selection) ? selection.filter(isGiven).map(({ id }) => id) : [];
  if (!isGiven(argument)) return selected;
  return selected.includes(argument.id) ? selected : [argument.id];
}

async function questionOf({ models }: Services, doomed: readonly ModelEntry[]): Promise<Message> {
  const size = await models.sizeOf(doomed.map(({ folder }) => folder));
  const [only, second] = doomed;
  return only && !second
    ? message('models.delete', { name: nameOf(only), size })
    : message('models.deleteSeveral', { count: doomed.length, size });
}

async function offerBack(
  { models }: Services,
  doomed: readonly ModelEntry[],
  deleted: readonly string[],
): Promise<void> {
  const undo = message('action.undo');
  const [only, second] = doomed;
  const said =
    only && !second
      ? message('models.deleted', { name: nameOf(only) })
      : message('models.deletedSeveral', { count: doomed.length });
  if ((await inform(said, undo)) === undo) await models.restore(deleted);
  else await models.forgetDeleted(deleted);
}

const isWritten = (model: ModelEntry): boolean => model.kind === 'model' && model.manifest.state === 'training';

const nameOf = (model: ModelEntry): string => (model.kind === 'damaged' ? model.id : model.manifest.name);
