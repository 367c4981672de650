/** Compare Trainings…: the curves of several models over each other, and what differs in their settings and results. */
import * as vscode from 'vscode';
import type { ComparedRun } from '../../protocol/page';
import type { StoredModelEntry } from '../../store/list';
import { readRun } from '../../store/manifest';
import { modelLine } from '../models/modelItem';
import { inform } from '../notify';
import { isGiven } from '../pickers/pickModel';
import { restoreRun } from '../runs/restoreRun';
import type { Services } from '../services';
import { itemOf, message, plain } from '../words';

/**
 * @param argument `{ ids }` in place of a question
 * @param selection the lines of the Models view that are selected
 * @returns how many are compared
 */
export async function compareTrainings(
  { models, pages }: Services,
  argument: unknown,
  selection?: unknown,
): Promise<number | undefined> {
  const sound = (await models.list()).filter(entry => entry.kind === 'model');
  if (sound.length < 2) {
    void inform(message('compare.tooFew'));
    return undefined;
  }
  const chosen = givenIds(argument) ?? idsOf(selection) ?? (await ask(sound));
  if (!chosen || chosen.length < 2) return undefined;
  const compared = sound.filter(({ id }) => chosen.includes(id));
  const runs = await Promise.all(compared.map(comparedRun));
  pages.show([...chosen].sort().join(), message('compare.title', { count: runs.length }), { kind: 'comparison', runs });
  return runs.length;
}

function givenIds(argument: unknown): string[] | undefined {
  if (typeof argument !== 'object' || argument === null || !('ids' in argument)) return undefined;
  return Array.isArray(argument.ids) ? argument.ids.map(String) : undefined;
}

/** Where two or more are selected, these are meant. */
const idsOf = (selection: unknown): string[] | undefined =>
  Array.isArray(selection) && selection.length > 1 ? selection.filter(isGiven).map(({ id }) => String(id)) : undefined;

async function ask(models: readonly StoredModelEntry[]): Promise<string[] | undefined> {
  const items = models.map(model => ({ ...itemOf(modelLine(model)), id: model.id }));
  const placeHolder = plain(message('compare.which'));
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder, matchOnDescription: true });
  return picked?.map(({ id }) => id);
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
