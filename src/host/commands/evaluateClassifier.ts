/** Evaluate Classifier on This File: holds the active classifier against labelled texts, others on request. */
import { UnrollError } from '../../protocol/errors';
import type { LabelEvaluation } from '../../protocol/labels';
import type { Message } from '../../protocol/message';
import { withLateProgress } from '../lateProgress';
import type { UsableModel } from '../models/active';
import { inform } from '../notify';
import { activeLabeller } from '../pickers/activeLabeller';
import { isGiven, pickModel } from '../pickers/pickModel';
import { pickText, textArguments, type PickedText } from '../pickers/textSource';
import type { Services } from '../services';
import { message, plain } from '../words';

/** @param argument as of `pickText`, and `{ id }` of a model; without one, the active model is evaluated. */
export async function evaluateClassifier(services: Services, argument: unknown): Promise<LabelEvaluation | undefined> {
  const model = isGiven(argument) ? await pickAny(services, argument) : await activeLabeller(services);
  if (!model) return undefined;
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  return text && evaluateWith(services, text, model);
}

const pickAny = async ({ models }: Services, argument?: unknown): Promise<UsableModel | undefined> =>
  pickModel(await models.evaluatedOn('labels'), argument, message('models.whichLabellerToEvaluate'));

async function evaluateWith(
  services: Services,
  { source }: PickedText,
  { folder, manifest }: UsableModel,
): Promise<LabelEvaluation> {
  const title = message('training.evaluating', { name: manifest.name, text: source.name });
  const evaluation = await withLateProgress(title, ({ token }) =>
    services.inference.evaluate({ modelFolder: folder, sources: [source] }, token),
  );
  if (evaluation.data !== 'labels') throw new UnrollError('internal', message('error.otherData'));
  void report(services, source.name, manifest.name, evaluation);
  return evaluation;
}

async function report(services: Services, text: string, name: string, evaluation: LabelEvaluation): Promise<void> {
  const found = describe(text, name, evaluation);
  services.log.info(plain(found));
  services.log.info(JSON.stringify(evaluation.report));
  if (!(await inform(found, message('action.otherModel')))) return;
  const model = await pickAny(services);
  const again = model && (await pickText({ useSelection: false }));
  if (again) await evaluateWith(services, again, model);
}

function describe(text: string, name: string, { report: of, unknown }: LabelEvaluation): Message {
  const { texts, accuracy, interval, macroF1, calibrationError } = of;
  const summary = message('labels.summary', {
    texts,
    share: accuracy,
    from: interval[0],
    to: interval[1],
    f1: macroF1,
    error: calibrationError,
  });
  return message('sentences', {
    sentences: [
      message('labels.evaluated', { name, text, summary }),
      ...(unknown > 0 ? [message('labels.unknown', { count: unknown })] : []),
    ],
  });
}
