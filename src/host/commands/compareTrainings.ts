/** Compare Trainings…: the curves of several models over each other, and what differs in their settings and results. */
import type { ComparedRun } from '../../protocol/page';
import type { StoredModelEntry } from '../../store/list';
import { readRun } from '../../store/manifest';
import { given, isBoolean } from '../given';
import { inform } from '../notify';
import { pickModels } from '../pickers/pickModel';
import { restoreRun } from '../runs/restoreRun';
import type { Services } from '../services';
import { message } from '../words';

/**
 * @param argument `{ ids }` in place of a question; with `{ byItself: true }` where nobody asks for the comparison just now
 * @param selection the lines of the Models view that are selected
 * @returns how many are compared
 */
export async function compareTrainings(
  { models, pages }: Services,
  argument: unknown,
  selection?: unknown,
): Promise<number | undefined> {
  const sound = await models.sound();
  if (sound.length < 2) {
    void inform(message('compare.tooFew'));
    return undefined;
  }
  const chosen = await pickModels(sound, argument, selection, message('compare.which'));
  if (!chosen || chosen.length < 2) return undefined;
  const runs = await Promise.all(chosen.map(comparedRun));
  const byItself = given(argument, 'byItself', isBoolean) ?? false;
  const key = chosen.map(({ id }) => id).sort();
  pages.show(key.join(), message('compare.title', { count: runs.length }), { kind: 'comparison', runs }, { byItself });
  return runs.length;
}

const comparedRun = async (model: StoredModelEntry): Promise<ComparedRun> => ({
  run: restoreRun({ ...model, record: await readRun(model.folder) }),
  settings: flat(model.manifest.options),
});

/** { network: { layers: 2 } } -> { "network.layers": "2" } */
const flat = (options: object): Record<string, string> => Object.fromEntries(entriesOf(options, ''));

const entriesOf = (options: object, within: string): [name: string, value: string][] =>
  Object.entries(options).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? entriesOf(value, `${within}${name}.`)
      : [[`${within}${name}`, typeof value === 'string' ? value : JSON.stringify(value)]],
  );
