/** Starts or removes a training that waits in line or was left by an earlier window. */
import * as vscode from 'vscode';
import { trainLeft } from '../runs/offerLeft';
import { isGiven } from '../pickers/pickModel';
import type { TrainingService } from '../runs/service';
import type { Services } from '../services';
import { itemOf, message } from '../words';

/** @param argument a line of the Models view */
export async function startWaiting(services: Services, argument: unknown): Promise<void> {
  const id = await waitingLine(services.training, argument);
  if (id === undefined) return;
  const left = services.training.takeLeft(id);
  if (left) await trainLeft(services, left);
  else await services.training.startWaiting(id);
}

/** @param argument a line of the Models view */
export async function removeWaiting({ training }: Services, argument: unknown): Promise<void> {
  const id = await waitingLine(training, argument);
  if (id !== undefined && !training.takeLeft(id)) training.removeWaiting(id);
}

/** The id of the line. While the editor reads the view again, it passes no line, so the person is asked. */
async function waitingLine(training: TrainingService, argument: unknown): Promise<string | undefined> {
  if (isGiven(argument)) return String(argument.id);
  const all = [...training.waiting, ...training.leftInLine];
  if (all.length < 2) return all[0]?.id;
  const items = all.map(({ id, name, description }) => ({
    ...itemOf({ label: message('name', { name }), description }),
    id,
  }));
  return (await vscode.window.showQuickPick(items))?.id;
}
