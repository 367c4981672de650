/** Show Training: the run that made a model, with its curves, samples and verdict, on a page of its own. */
import { readRun } from '../../store/manifest';
import type { Services } from '../services';
import { pickModel } from '../pickers/pickModel';
import { restoreRun } from '../runs/restoreRun';
import { message } from '../words';

/**
 * @param argument an entry of the Models view, or `{ id }`
 * @param how `{ keepFocus }`: after a click in the Models view keys still act on its lines
 */
export async function showTraining(
  { models, training, panel, pages }: Services,
  argument: unknown,
  how?: unknown,
): Promise<void> {
  const keepFocus = typeof how === 'object' && how !== null && 'keepFocus' in how;
  const model = await pickModel(await models.sound(), argument, message('models.whichToShow'));
  if (!model) return;
  if (training.runs.shown?.modelId === model.id) {
    await panel.open(keepFocus);
    return;
  }
  const run = restoreRun({ ...model, record: await readRun(model.folder) });
  pages.show(model.id, message('name', { name: run.name }), { kind: 'hydrate', run }, { run, keepFocus });
}
