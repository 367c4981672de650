/** Forget What Was Learned: suggestions begin again from what the model has read when it was trained. */
import { restoreVoices } from '../../store/voices';
import { remark } from '../notify';
import type { Services } from '../services';
import { message } from '../words';

export async function forgetLearned({ completion, inference, models, surprise }: Services): Promise<void> {
  const model = await models.getActive('continue');
  if (model && model.manifest.state !== 'training') await restoreVoices(model.folder);
  // What is learned from documents is in the memory of that process alone.
  inference.unload();
  completion.forget();
  if (model) surprise.renew(model.folder);
  remark(message('completion.forgotten'));
}
