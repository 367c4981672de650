/** Rename Model; F2 in the Models view. */
import * as vscode from 'vscode';
import { describeStored } from '../../store/describe';
import type { StoredModelEntry } from '../../store/list';
import type { Services } from '../services';
import { given, isText } from '../given';
import { lineOf, pickModel } from '../pickers/pickModel';
import { nameProblem } from '../pickers/questions';
import { message, plain } from '../words';

/** @param argument an entry of the Models view, or `{ id, name }` with the name in place of a question @returns the new name */
export async function renameModel({ models, panel }: Services, argument: unknown): Promise<string | undefined> {
  const model = await pickModel(await models.sound(), lineOf(models, argument), message('models.whichToRename'));
  const name = model && (given(argument, 'name', isText) ?? (await ask(model)));
  if (!model || name === undefined || name === model.manifest.name) return undefined;
  await describeStored(model.folder, { name });
  models.refresh();
  panel.rename(model.id, name);
  return name;
}

async function ask({ manifest: { name } }: StoredModelEntry): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    prompt: plain(message('models.newName', { name })),
    value: name,
    validateInput: typed => {
      const problem = nameProblem(typed);
      return problem && plain(problem);
    },
  });
  return answer?.trim();
}
