/** Select Model: chooses the active model of a use in this workspace, or the one that continues texts in one language. */
import type { Services } from '../services';
import { chosenFor } from '../../kinds/descriptions';
import { given, isText } from '../given';
import { canBeUsed, isUsable } from '../models/active';
import { languageName } from '../languageNames';
import { openEditor, textInMind } from '../pickers/openEditor';
import { pickModel } from '../pickers/pickModel';
import { message } from '../words';

/** @param argument an entry of the Models view, `{ id }`, or `{ languageId }` @returns the id of the model that is now active */
export async function selectModel({ models }: Services, argument: unknown): Promise<string | undefined> {
  const languageId = given(argument, 'languageId', isText);
  const here = textInMind()?.toString();
  const offered = (await models.list())
    .filter(isUsable)
    .filter(model => languageId === undefined || canBeUsed(model, 'continue'))
    // Models of the open text come first.
    .toSorted((a, b) => Number(b.manifest.source.uri === here) - Number(a.manifest.source.uri === here));
  const question =
    languageId === undefined
      ? message('models.whichToUse')
      : message('models.whichForLanguage', { language: languageName(languageId) });
  const model = await pickModel(offered, argument, question);
  if (!model) return (await models.getActive('continue'))?.id;
  const scope = languageId === undefined ? undefined : { language: languageId };
  await models.setActive(chosenFor(model.manifest), model.id, scope, openEditor()?.document);
  return model.id;
}
