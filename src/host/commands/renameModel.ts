/** Rename Model: what it is called; F2 in the Models view. */
import * as vscode from 'vscode';
import { describeStored } from '../../store/describe';
import type { StoredModelEntry } from '../../store/list';
import type { Services } from '../services';
import { pickModel } from '../pickers/pickModel';
import { message, plain } from '../words';

const longestName = 100;

/** The new name. @param argument an entry of the Models view, or `{ id, name }` with the name in place of a question */
export async function renameModel({ models }: Services, argument: unknown): Promise<string | undefined> {
  const sound = (await models.list()).filter(entry => entry.kind === 'model');
  const model = await pickModel(sound, argument ?? models.selected[0], message('models.whichToRename'));
  const name = model && (givenName(argument) ?? (await ask(model)));
  if (!model || name === undefined || name === model.manifest.name) return undefined;
  await describeStored(model.folder, { name });
  models.refresh();
  return name;
}

const givenName = (argument: unknown): string | undefined =>
  typeof argument === 'object' && argument !== null && 'name' in argument && typeof argument.name === 'string'
    ? argument.name
    : undefined;

async function ask({ manifest: { name } }: StoredModelEntry): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    prompt: plain(message('models.newName', { name })),
    value: name,
    validateInput: typed =>
      typed.trim() === '' || typed.trim().length > longestName
        ? plain(message('models.nameRange', { count: longestName }))
        : undefined,
  });
  return answer?.trim();
}
