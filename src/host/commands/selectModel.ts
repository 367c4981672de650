/** Select Model: which one continues text, or translates, in this workspace. */
import { reportError } from '../notify';
import type { Services } from '../services';
import { chosenFor } from '../../kinds/descriptions';
import { isUsable } from '../models/active';
import { pickModel } from '../pickers/pickModel';
import { message } from '../words';

/** The id of the model that is active now. */
export async function selectModel({ models, log }: Services, argument: unknown): Promise<string | undefined> {
  try {
    const question = message('models.whichToUse');
    const model = await pickModel((await models.list()).filter(isUsable), argument, question);
    if (!model) return (await models.getActive('continue'))?.id;
    await models.setActive(chosenFor(model.manifest), model.id);
    return model.id;
  } catch (thrown) {
    void reportError(thrown, log);
    return undefined;
  }
}
