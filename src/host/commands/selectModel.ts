/** Select Model: which one continues text, or translates, in this workspace. */
import * as vscode from 'vscode';
import { reportError } from '../notify';
import type { Services } from '../services';
import { pickModel } from './pickModel';

/** The id of the model that is active now. */
export async function selectModel({ models, log }: Services, argument: unknown): Promise<string | undefined> {
  try {
    const placeHolder = vscode.l10n.t('Which model should continue text, or translate, in this workspace?');
    const model = await pickModel([...(await models.usable()), ...(await models.translators())], argument, placeHolder);
    if (model?.manifest.kind === 'translation-model') {
      await models.setActiveTranslator(model.id);
      return model.id;
    }
    if (model) await models.setActive(model.id);
    return (await models.getActive())?.id;
  } catch (thrown) {
    void reportError(thrown, log);
    return undefined;
  }
}
