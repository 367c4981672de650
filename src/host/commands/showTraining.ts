/** Show Training: the run that made a model, with its curves, samples and verdict. */
import { readRun } from '../../store/manifest';
import type { Services } from '../services';
import { pickModel } from '../pickers/pickModel';
import { restoreRun } from '../runs/restoreRun';
import { message } from '../words';

/** @param argument an entry of the Models view, or `{ id }` */
export async function showTraining({ models, training, panel }: Services, argument: unknown): Promise<void> {
  const sound = (await models.list()).filter(entry => entry.kind === 'model');
  const model = await pickModel(sound, argument, message('models.whichToShow'));
  if (!model) return;
  const known = training.runs.ofModel(model.id);
  training.runs.show(known ?? restoreRun({ ...model, record: await readRun(model.folder) }));
  await panel.open();
}
