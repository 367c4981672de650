/** Compare Trainings…: the curves of several models in one chart, and the differences of their settings and results. */
import { keysSaved } from '../../protocol/completion';
import type { Run } from '../../protocol/run';
import { describeStored } from '../../store/describe';
import type { StoredModelEntry } from '../../store/list';
import { readRun } from '../../store/manifest';
import { given, isBoolean } from '../given';
import { withLateProgress } from '../lateProgress';
import { canBeUsed } from '../models/active';
import { inform, reportError } from '../notify';
import { pickModels } from '../pickers/pickModel';
import { textOfModel } from '../pickers/textOfModel';
import { WorkerProcess } from '../process/workerProcess';
import { restoreRun } from '../runs/restoreRun';
import type { Services } from '../services';
import { message } from '../words';

/**
 * @param argument `{ ids }` in place of a question; with `{ byItself: true }` if no person asked for the comparison just now
 * @param selection the selected lines of the Models view
 * @returns how many are compared
 */
export async function compareTrainings(
  services: Services,
  argument: unknown,
  selection?: unknown,
): Promise<number | undefined> {
  const { models, pages } = services;
  const sound = await models.sound();
  if (sound.length < 2) {
    void inform(message('compare.tooFew'));
    return undefined;
  }
  const chosen = await pickModels(sound, argument, selection, message('compare.which'));
  if (!chosen || chosen.length < 2) return undefined;
  const runs = await Promise.all(
    chosen.map(async model => restoreRun({ ...model, record: await readRun(model.folder) })),
  );
  const byItself = given(argument, 'byItself', isBoolean) ?? false;
  const key = chosen.map(({ id }) => id).sort();
  const title = message('compare.title', { count: runs.length });
  const measure = async (): Promise<void> => {
    await measureKeysSaved(services, chosen, runs);
    pages.show(key.join(), title, { kind: 'comparison', runs: [...runs] }, { keepFocus: true });
  };
  const act = {
    on: 'measureKeysSaved' as const,
    do: () => void measure().catch((thrown: unknown) => reportError(thrown, services.log)),
  };
  pages.show(key.join(), title, { kind: 'comparison', runs }, { byItself, act });
  return runs.length;
}

/** Measures the keys saved by models that continue texts and whose text still exists. @param runs the models' runs, to which the result is added */
async function measureKeysSaved(
  { workers, models }: Services,
  chosen: readonly StoredModelEntry[],
  runs: readonly Run[],
): Promise<void> {
  const measured = chosen.flatMap((model, index) =>
    canBeUsed(model, 'continue') ? [{ model, run: runs[index]! }] : [],
  );
  await withLateProgress(message('compare.measuringKeys'), async ({ token, advance }) => {
    for (const { model, run } of measured) {
      const text = await textOfModel(model).catch(() => undefined);
      const request = text && { modelFolder: model.folder, source: text.source };
      const figures = request && (await WorkerProcess.ask(workers, 'keysSaved', request, token));
      if (figures) {
        run.keysSaved = keysSaved(figures);
        await describeStored(model.folder, { keysSaved: run.keysSaved });
      }
      advance(1 / measured.length);
    }
  });
  models.refresh();
  if (measured.every(({ run }) => run.keysSaved === undefined)) void inform(message('compare.noKeys'));
}
