/** What is done with a training that waits in line, or did in an earlier window: it starts now, or is removed. */
import { trainLeft } from '../runs/offerLeft';
import { isGiven } from '../pickers/pickModel';
import type { Services } from '../services';

/** @param argument a line of the Models view */
export async function startWaiting(services: Services, argument: unknown): Promise<void> {
  if (!isGiven(argument)) return;
  const id = String(argument.id);
  const left = services.training.takeLeft(id);
  if (left) await trainLeft(services, left);
  else await services.training.startWaiting(id);
}

/** @param argument a line of the Models view */
export function removeWaiting({ training }: Services, argument: unknown): void {
  if (!isGiven(argument)) return;
  const id = String(argument.id);
  if (!training.takeLeft(id)) training.removeWaiting(id);
}
