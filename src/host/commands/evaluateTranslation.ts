/** Evaluate Translation Model…: holds the active translation model against the pairs of a text, others on request. */
import { UnrollError } from '../../protocol/errors';
import type { TranslationEvaluation } from '../../protocol/translation';
import { withLateProgress } from '../lateProgress';
import type { UsableModel } from '../models/active';
import type { Services } from '../services';
import { describeTranslationEvaluation } from '../runs/describe';
import { activeTranslator } from '../pickers/activeTranslator';
import { pickPairs, type PickedPairs } from '../pickers/pairSource';
import { isGiven, pickModel } from '../pickers/pickModel';
import { pickText, textArguments } from '../pickers/textSource';
import type { Message } from '../../protocol/message';
import { inform } from '../notify';
import { message, plain } from '../words';

/** @param argument as of `pickText`, and `{ id }` of a model; without one, the active model is evaluated. */
export async function evaluateTranslation(
  services: Services,
  argument: unknown,
): Promise<TranslationEvaluation | undefined> {
  const model = isGiven(argument) ? await pickAny(services, argument) : await activeTranslator(services);
  if (!model) return undefined;
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  const pairs = text && (await pickPairs(services.inference, text));
  return pairs && evaluateWith(services, pairs, model);
}

const pickAny = async ({ models }: Services, argument?: unknown): Promise<UsableModel | undefined> =>
  pickModel(await models.evaluatedOn('pairs'), argument, message('models.whichTranslatorToEvaluate'));

async function evaluateWith(
  services: Services,
  pairs: PickedPairs,
  { folder, manifest }: UsableModel,
): Promise<TranslationEvaluation> {
  const { source } = pairs.text;
  const request = {
    modelFolder: folder,
    sources: pairs.target ? [source, pairs.target] : [source],
    pairs: { format: { ...pairs.columns, maxPairs: 0 }, heldOut: false, beamSize: 1 },
  };
  const title = message('training.evaluating', { name: manifest.name, text: source.name });
  const evaluation = await withLateProgress(title, ({ token }) => services.inference.evaluate(request, token));
  if (evaluation.data !== 'pairs') throw new UnrollError('internal', message('error.otherData'));
  void report(services, pairs, describeTranslationEvaluation(manifest.name, source.name, evaluation));
  return evaluation;
}

async function report(services: Services, pairs: PickedPairs, found: Message): Promise<void> {
  services.log.info(plain(found));
  if (!(await inform(found, message('action.otherModel')))) return;
  const model = await pickAny(services);
  if (model) await evaluateWith(services, pairs, model);
}
