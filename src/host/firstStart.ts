/** `npm start` opens the walkthrough, which says what to press, unless there is a model already. */
import * as vscode from 'vscode';
import type { ModelsService } from './models/service';

const isRequested = process.env['UNROLL_WALKTHROUGH'] !== undefined;

export async function openWalkthroughAtFirst(models: ModelsService): Promise<void> {
  if (!isRequested || (await models.list()).length > 0) return;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'unroll.unroll#start', false);
}
