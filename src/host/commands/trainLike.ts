/** Train with These Settings…: another model with the options of this one, on the open text or another. */
import * as vscode from 'vscode';
import { trainCommands } from '../ids';
import { given, isText } from '../given';
import { pickModel } from '../pickers/pickModel';
import type { Services } from '../services';
import { message } from '../words';

/** @param argument an entry of the Models view, or `{ id }`; with `{ text, name }` in place of the open text */
export async function trainLike({ models }: Services, argument: unknown): Promise<unknown> {
  const model = await pickModel(await models.sound(), argument, message('models.whichToRepeat'));
  if (!model) return undefined;
  const { kind, options, origin } = model.manifest;
  const text = given(argument, 'text', isText);
  // The `name` of a line of the view is not the name of a text: it is passed on only with a text.
  const textIn = text === undefined ? {} : { text, name: given(argument, 'name', isText) };
  return vscode.commands.executeCommand(trainCommands[kind], { ...textIn, options, origin });
}
