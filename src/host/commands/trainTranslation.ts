/** Train Translation Model on This File: finds the pairs, says what was found, and trains. */
import * as vscode from 'vscode';
import type { TrainingResult } from '../../protocol/metrics';
import { together, withGiven, type Given } from '../../options/read';
import { byCharacters, defaultTranslationOptions } from '../../options/translation';
import { readTranslationSettings } from '../settings';
import { givenOptions } from '../pickers/givenOptions';
import type { Services } from '../services';
import { givenTarget, pickPairs, type PickedPairs } from '../pickers/pairSource';
import { startTraining } from '../runs/startTraining';
import { pickText, textArguments } from '../pickers/textSource';
import { label, message, plain } from '../words';

/** @param argument `{ text, name, target, options }` in place of an open editor and of questions */
export async function trainTranslation(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText({ useSelection: false, ...textArguments(argument) }, 'dates.tsv');
  if (!text) return undefined;
  const pairs = await pickPairs(services.inference, text, await givenTarget(text.source.name, argument));
  if (!pairs) return undefined;
  const chosen = givenOptions('translation', argument) ?? (await ask(pairs));
  if (!chosen) return undefined;
  const settings = readTranslationSettings(text.scope);
  const given = together('translation', settings, { text: pairs.columns }, chosen);
  const options = withGiven('translation', defaultTranslationOptions, given);
  return startTraining(services, { text, target: pairs.target, choice: { kind: 'translation', options } });
}

interface Choice extends vscode.QuickPickItem {
  options: Given<'translation'>;
}

async function ask({ description, wordsOccurOnce }: PickedPairs): Promise<Given<'translation'> | undefined> {
  const words: Choice[] = [
    {
      label: label(message('pick.translation.attention')),
      detail: label(message('pick.translation.attention.detail')),
      options: {},
    },
    {
      label: label(message('pick.translation.plain')),
      detail: label(message('pick.translation.plain.detail')),
      options: { network: { attention: false } },
    },
  ];
  const characters: Choice = {
    label: label(message('pick.translation.characters')),
    detail: label(message('pick.translation.characters.detail')),
    options: { text: byCharacters },
  };
  const items = wordsOccurOnce ? [characters, ...words] : [...words, characters];
  const title = plain(message('pick.translation.title'));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: plain(description), ignoreFocusOut: true }))
    ?.options;
}
