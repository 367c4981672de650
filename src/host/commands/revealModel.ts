/** Reveal Model in File Manager: shows its folder. */
import * as vscode from 'vscode';
import type { Services } from '../services';
import { pickModel } from '../pickers/pickModel';
import { message } from '../words';

/** @param argument an entry of the Models view, or `{ id }` */
export async function revealModel({ models }: Services, argument: unknown): Promise<void> {
  const model = await pickModel(await models.list(), argument, message('models.whichToReveal'));
  if (model) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(model.folder));
}
