/** Train Translation Model on This File: finds the pairs, says what was found, and trains. */
import * as vscode from 'vscode';
import type { TrainingResult } from '../../protocol/metrics';
import { defaultTranslationOptions, type TranslationOptions } from '../../options/translation';
import { readSetting } from '../settings';
import type { Services } from '../services';
import { givenTarget, pickPairs } from './pairSource';
import { startTraining } from './startTraining';
import { pickText, textArguments } from './textSource';
import type { Message } from '../../protocol/message';
import { label, message, plain } from '../words';

type Section = keyof TranslationOptions;
type GivenTranslationOptions = { [S in Section]?: Partial<TranslationOptions[S]> };

/** @param argument `{ text, name, target, options }` in place of an open editor and of questions */
export async function trainTranslation(services: Services, argument: unknown): Promise<TrainingResult | undefined> {
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  if (!text) return undefined;
  const pairs = await pickPairs(services.inference, text, await givenTarget(text.source.name, argument));
  if (!pairs) return undefined;
  const given = translationOptions(argument);
  const chosen = given ?? (await ask(pairs.description));
  if (!chosen) return undefined;
  const options = withOptions(chosen, readSetting('training.threads', text.scope));
  const texts = { ...options.text, ...pairs.columns, ...chosen.text };
  const choice = { kind: 'translation', options: { ...options, text: texts } } as const;
  return startTraining(services, { text, target: pairs.target, choice });
}

/** Checked by the background process as all options are. */
function translationOptions(argument: unknown): GivenTranslationOptions | undefined {
  if (typeof argument !== 'object' || argument === null || !('options' in argument)) return undefined;
  return typeof argument.options === 'object' && argument.options !== null ? argument.options : undefined;
}

interface Choice extends vscode.QuickPickItem {
  options: GivenTranslationOptions;
}

async function ask(found: Message): Promise<GivenTranslationOptions | undefined> {
  const items: Choice[] = [
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
    {
      label: label(message('pick.translation.characters')),
      detail: label(message('pick.translation.characters.detail')),
      options: { text: { tokenisation: 'char', normalise: false, minFrequency: 1, maxLength: 80 } },
    },
  ];
  const title = plain(message('pick.translation.title'));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: plain(found), ignoreFocusOut: true }))
    ?.options;
}

function withOptions(given: GivenTranslationOptions, threads: number): TranslationOptions {
  const standard = defaultTranslationOptions;
  return {
    text: { ...standard.text, ...given.text },
    network: { ...standard.network, ...given.network },
    optimiser: { ...standard.optimiser, ...given.optimiser },
    training: { ...standard.training, threads, ...given.training },
  };
}
