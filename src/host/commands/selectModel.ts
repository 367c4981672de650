/** Select Model: which one continues text, or translates, in this workspace. */
import type { Services } from '../services';
import { chosenFor } from '../../kinds/descriptions';
import { isUsable } from '../models/active';
import { pickModel } from '../pickers/pickModel';
import { message } from '../words';

/** The id of the model that is active now. */
export async function selectModel({ models }: Services, argument: unknown): Promise<string | undefined> {
  const model = await pickModel((await models.list()).filter(isUsable), argument, message('models.whichToUse'));
  if (!model) return (await models.getActive('continue'))?.id;
  await models.setActive(chosenFor(model.manifest), model.id);
  return model.id;
}
