/** Train Translation Model on This File: finds the pairs, shows what was found, and trains. */
import type { TrainingResult } from '../../protocol/metrics';
import type { Given } from '../../options/read';
import { byCharacters } from '../../options/translation';
import type { Services } from '../services';
import { givenTarget, pickPairs, type PickedPairs } from '../pickers/pairSource';
import { trainKind } from '../runs/startTraining';
import { askOne } from '../pickers/questions';
import { pickText, textArguments } from '../pickers/textSource';
import { message } from '../words';

/** @param argument `{ text, name, target, options }` in place of an open editor and of questions */
export async function trainTranslation(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText({ useSelection: false, ...textArguments(argument) }, 'dates.tsv');
  if (!text) return undefined;
  const pairs = await pickPairs(services.inference, text, await givenTarget(text.source.name, argument));
  if (!pairs) return undefined;
  const { target, columns } = pairs;
  return trainKind(services, 'translation', { text, target, found: { text: columns } }, argument, () => ask(pairs));
}

function ask({ description, wordsOccurOnce }: PickedPairs): Promise<Given<'translation'> | undefined> {
  const choices = {
    attention: {},
    plain: { network: { attention: false } },
    characters: { text: byCharacters },
  } satisfies Record<string, Given<'translation'>>;
  const order = wordsOccurOnce
    ? (['characters', 'attention', 'plain'] as const)
    : (['attention', 'plain', 'characters'] as const);
  const lines = order.map(name => ({
    label: message(`pick.translation.${name}`),
    detail: message(`pick.translation.${name}.detail`),
    value: choices[name],
  }));
  return askOne<Given<'translation'>>(lines, description, message('pick.translation.title'));
}
