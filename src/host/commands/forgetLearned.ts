/** Forget What Was Learned: resets the voices to their state after training. */
import { restoreVoices } from '../../store/voices';
import { remark } from '../notify';
import type { Services } from '../services';
import { message } from '../words';

export async function forgetLearned({ completion, inference, models, surprise }: Services): Promise<void> {
  const model = await models.getActive('continue');
  if (model && model.manifest.state !== 'training') await restoreVoices(model.folder);
  // The inference process holds in memory what was learned from open documents.
  inference.unload();
  completion.forget();
  if (model) surprise.renew(model.folder);
  remark(message('completion.forgotten'));
}
