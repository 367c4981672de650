/** Import Model…: imports a model that was exported as one file. */
import * as vscode from 'vscode';
import { archiveEnding } from '../../store/archive';
import { commands } from '../ids';
import { duringProgress, inform } from '../notify';
import { WorkerProcess } from '../process/workerProcess';
import type { Services } from '../services';
import { message, plain } from '../words';

/** @param argument the file in place of a question @returns the model's id */
export async function importModel({ workers, models }: Services, argument: unknown): Promise<string | undefined> {
  const file = argument instanceof vscode.Uri ? argument : await ask();
  if (!file) return undefined;
  const request = { archive: file.fsPath, modelsFolder: models.folder };
  const { id, name } = await duringProgress('status bar', message('models.importing'), () =>
    WorkerProcess.during({ ...workers, lowPriority: false }, worker => worker.request('importModel', request)),
  );
  models.refresh();
  void offer(id, name);
  return id;
}

async function ask(): Promise<vscode.Uri | undefined> {
  const filters = { [plain(message('models.archives'))]: [archiveEnding] };
  return (await vscode.window.showOpenDialog({ filters, openLabel: plain(message('action.import')) }))?.[0];
}

async function offer(id: string, name: string): Promise<void> {
  const [show, use] = [message('action.showTraining'), message('action.useModel')];
  const answer = await inform(message('models.imported', { name }), use, show);
  if (answer === show) await vscode.commands.executeCommand(commands.showTraining, { id });
  else if (answer === use) await vscode.commands.executeCommand(commands.selectModel, { id });
}
