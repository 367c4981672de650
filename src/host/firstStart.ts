/** `npm start` asks for the walkthrough: the page then says what to press. Whoever has a model has been there. */
import * as vscode from 'vscode';
import type { ModelsService } from './models/service';

const asked = process.env['UNROLL_WALKTHROUGH'] !== undefined;

export async function openWalkthroughAtFirst(models: ModelsService): Promise<void> {
  if (!asked || (await models.list()).length > 0) return;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'unroll.unroll#start', false);
}
