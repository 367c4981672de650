/** Evaluate Model, Translation Model, Classifier or Forecast on This File: how well a model predicts the text, or its pairs, labels or numbers. */
import { dataOf } from '../../kinds/descriptions';
import { UnrollError } from '../../protocol/errors';
import type { ChosenUse, KindData } from '../../protocol/kind';
import type { Message } from '../../protocol/message';
import type { EvaluateRequest, Evaluation } from '../../protocol/worker';
import { withLateProgress } from '../lateProgress';
import type { UsableModel } from '../models/active';
import { inform } from '../notify';
import { offerTraining } from '../pickers/activeModel';
import { pickPairs } from '../pickers/pairSource';
import { isGiven, pickModel } from '../pickers/pickModel';
import { pickText, textArguments, type PickedText } from '../pickers/textSource';
import { WorkerProcess } from '../process/workerProcess';
import {
  describeEvaluation,
  describeLabelEvaluation,
  describeSeriesEvaluation,
  describeTranslationEvaluation,
} from '../runs/describe';
import { reportEvaluation } from '../runs/reportEvaluation';
import type { Services } from '../services';
import { message, plain, type Key } from '../words';
import { showSurprise } from './surprise';

type EvaluationOf<D extends KindData> = Extract<Evaluation, { data: D }>;

/** How a model is evaluated on data of a kind. */
interface Way<D extends KindData> {
  /** The active model for this use is evaluated. */
  use: ChosenUse;
  which: Key;
  /** Whether a selection can be evaluated instead of the whole file. */
  useSelection: boolean;
  /** The request to the worker if it is more than the text; undefined if the person cancels. */
  request?(services: Services, text: PickedText): Promise<Omit<EvaluateRequest, 'modelFolder'> | undefined>;
  /** Runs before the evaluation. */
  show?(services: Services, text: PickedText, model: UsableModel): void;
  /** Shows or stores the result, in addition to the notification. */
  report?(services: Services, text: PickedText, model: UsableModel, evaluation: EvaluationOf<D>): Promise<void>;
  describe(text: string, name: string, evaluation: EvaluationOf<D>): Message;
}

const ways: { readonly [D in KindData]: Way<D> } = {
  text: {
    use: 'continue',
    which: 'models.whichToEvaluate',
    useSelection: true,
    show: (services, { scope }, model) => showSurprise(services, scope, model),
    report: reportEvaluation,
    describe: (text, _, evaluation) => describeEvaluation(text, evaluation),
  },
  pairs: {
    use: 'translate',
    which: 'models.whichTranslatorToEvaluate',
    useSelection: false,
    request: async ({ inference }, text) => {
      const pairs = await pickPairs(inference, text);
      return (
        pairs && {
          sources: pairs.target ? [text.source, pairs.target] : [text.source],
          pairs: { format: { ...pairs.columns, maxPairs: 0 }, heldOut: false, beamSize: 1 },
        }
      );
    },
    describe: describeTranslationEvaluation,
  },
  labels: {
    use: 'label',
    which: 'models.whichLabellerToEvaluate',
    useSelection: false,
    describe: describeLabelEvaluation,
  },
  series: {
    use: 'forecast',
    which: 'models.whichForecasterToEvaluate',
    useSelection: false,
    describe: describeSeriesEvaluation,
  },
};

/** A model of the argument is evaluated on the data of its kind, any other on text. @param argument as of `evaluateOn` */
export async function evaluateModel(services: Services, argument: unknown): Promise<Evaluation | undefined> {
  const models = isGiven(argument) ? await services.models.usable('evaluate') : [];
  const given = models.find(({ id }) => isGiven(argument) && id === argument.id);
  return evaluateOn(services, given ? dataOf(given.manifest) : 'text', argument);
}

/** @param argument as of `pickText`, with `{ id }` of a model; without an id the active model is evaluated */
export async function evaluateOn<D extends KindData>(
  services: Services,
  data: D,
  argument: unknown,
): Promise<EvaluationOf<D> | undefined> {
  const model = await chooseModel(services, data, argument);
  if (!model) return undefined;
  const text = await pickText({ useSelection: ways[data].useSelection, ...textArguments(argument) });
  return text && evaluateWith(services, data, text, model);
}

async function chooseModel({ models }: Services, data: KindData, argument: unknown): Promise<UsableModel | undefined> {
  const { use, which } = ways[data];
  const active = isGiven(argument) ? undefined : await models.getActive(use);
  if (active) return active;
  const all = await models.evaluatedOn(data);
  if (all.length > 0) return pickModel(all, argument, message(which));
  void offerTraining(use);
  return undefined;
}

async function evaluateWith<D extends KindData>(
  services: Services,
  data: D,
  text: PickedText,
  model: UsableModel,
): Promise<EvaluationOf<D> | undefined> {
  const way: Way<D> = ways[data];
  const request = way.request ? await way.request(services, text) : { sources: [text.source] };
  if (!request) return undefined;
  const { name } = model.manifest;
  const title = message('training.evaluating', { name, text: text.source.name });
  way.show?.(services, text, model);
  const evaluation = await withLateProgress(title, ({ token }) =>
    WorkerProcess.ask(services.workers, 'evaluate', { modelFolder: model.folder, ...request }, token),
  );
  if (!isOf(evaluation, data)) throw new UnrollError('internal', message('error.otherData'));
  await way.report?.(services, text, model, evaluation);
  const found = way.describe(text.source.name, name, evaluation);
  services.log.info(plain(found));
  services.log.info(JSON.stringify('report' in evaluation ? evaluation.report : evaluation));
  void offerOther(services, data, text, found);
  return evaluation;
}

const isOf = <D extends KindData>(evaluation: Evaluation, data: D): evaluation is EvaluationOf<D> =>
  evaluation.data === data;

async function offerOther(services: Services, data: KindData, text: PickedText, found: Message): Promise<void> {
  if (!(await inform(found, message('action.otherModel')))) return;
  const model = await pickModel(await services.models.evaluatedOn(data), undefined, message(ways[data].which));
  if (model) await evaluateWith(services, data, text, model);
}
