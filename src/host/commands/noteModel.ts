/** Edit Notes…: a person's notes on a model, which are shown with it. */
import * as vscode from 'vscode';
import { describeStored } from '../../store/describe';
import { longestNotes } from '../../store/schemas';
import { given, isText } from '../given';
import { lineOf, pickModel } from '../pickers/pickModel';
import type { Services } from '../services';
import { message, plain } from '../words';

/** @param argument an entry of the Models view, or `{ id, notes }` with the notes in place of a question @returns the new notes */
export async function noteModel({ models }: Services, argument: unknown): Promise<string | undefined> {
  const model = await pickModel(await models.sound(), lineOf(models, argument), message('models.whichToNote'));
  if (!model) return undefined;
  const { name, notes = '' } = model.manifest;
  const written = given(argument, 'notes', isText) ?? (await ask(name, notes));
  if (written === undefined || written === notes) return undefined;
  await describeStored(model.folder, { notes: written });
  models.refresh();
  return written;
}

async function ask(name: string, notes: string): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    prompt: plain(message('models.notesOn', { name })),
    value: notes,
    validateInput: typed =>
      typed.length > longestNotes ? plain(message('models.notesRange', { count: longestNotes })) : undefined,
  });
  return answer?.trim();
}
