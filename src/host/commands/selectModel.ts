/** Select Model: which one continues text, or translates, in this workspace. */
import * as vscode from 'vscode';
import { reportError } from '../notify';
import type { Services } from '../services';
import { chosenFor } from '../../kinds/descriptions';
import { isUsable } from '../models/active';
import { pickModel } from './pickModel';

/** The id of the model that is active now. */
export async function selectModel({ models, log }: Services, argument: unknown): Promise<string | undefined> {
  try {
    const placeHolder = vscode.l10n.t('Which model should continue text, or translate, in this workspace?');
    const model = await pickModel((await models.list()).filter(isUsable), argument, placeHolder);
    if (!model) return (await models.getActive('continue'))?.id;
    await models.setActive(chosenFor(model.manifest), model.id);
    return model.id;
  } catch (thrown) {
    void reportError(thrown, log);
    return undefined;
  }
}
