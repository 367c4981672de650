/** What is done with a training that waits in line: it starts now, or is removed. */
import { isGiven } from '../pickers/pickModel';
import type { Services } from '../services';

/** @param argument a line of the Models view */
export async function startWaiting({ training }: Services, argument: unknown): Promise<void> {
  if (isGiven(argument)) await training.startWaiting(String(argument.id));
}

/** @param argument a line of the Models view */
export function removeWaiting({ training }: Services, argument: unknown): void {
  if (isGiven(argument)) training.removeWaiting(String(argument.id));
}
