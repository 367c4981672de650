/** Train with These Settings…: another model with the options of this one, on the open text or another. */
import * as vscode from 'vscode';
import { trainCommands } from '../ids';
import { pickModel } from '../pickers/pickModel';
import type { Services } from '../services';
import { message } from '../words';

/** @param argument an entry of the Models view, or `{ id }`; with `{ text, name }` in place of the open text */
export async function trainLike({ models }: Services, argument: unknown): Promise<unknown> {
  const sound = (await models.list()).filter(entry => entry.kind === 'model');
  const model = await pickModel(sound, argument, message('models.whichToRepeat'));
  if (!model) return undefined;
  const { kind, options } = model.manifest;
  return vscode.commands.executeCommand(trainCommands[kind], { ...textIn(argument), options });
}

/** A line of the view has no text. */
function textIn(argument: unknown): { text?: unknown; name?: unknown } {
  if (typeof argument !== 'object' || argument === null || !('text' in argument)) return {};
  return { text: argument.text, ...('name' in argument ? { name: argument.name } : {}) };
}
