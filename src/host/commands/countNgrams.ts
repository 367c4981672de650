/** Count n-grams of This File: a model in about a second, the baseline for networks. */
import { resolve } from '../../options/presets';
import { withStandard } from '../../options/read';
import type { TrainingResult } from '../../protocol/metrics';
import { givenOptions } from '../pickers/givenOptions';
import { pickTextOrFiles } from '../pickers/filesSource';
import { chooseAndCount, countNgrams as count } from '../runs/countNgrams';
import type { Services } from '../services';
import { readOptionSettings } from '../settings';

/** @param argument as of `pickText`, with `{ options }` in place of a question */
export async function countNgrams(
  services: Services,
  argument: unknown,
  selection?: unknown,
): Promise<TrainingResult | undefined> {
  const text = await pickTextOrFiles(services, argument, selection);
  if (!text) return undefined;
  const given = givenOptions('ngram', argument);
  return given
    ? count(services, text, withStandard('ngram', given))
    : chooseAndCount(services, text, resolve(undefined, readOptionSettings('language', text.scope), 0));
}
