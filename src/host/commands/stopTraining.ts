/** Stop Training: asks no question and keeps the model so far. */
import type { Services } from '../services';
import { inform } from '../notify';
import { message } from '../words';

export async function stopTraining({ training }: Services): Promise<void> {
  if (training.running) await training.stop();
  else void inform(message('training.none'));
}
