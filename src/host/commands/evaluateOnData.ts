/** Evaluate Translation Model, Classifier or Forecast: evaluates the active model, or another one, on the pairs, labels or numbers of a text. */
import { dataOf } from '../../kinds/descriptions';
import type { KindData } from '../../protocol/kind';
import { UnrollError } from '../../protocol/errors';
import { maseOf, type SeriesEvaluation } from '../../protocol/forecast';
import type { LabelEvaluation } from '../../protocol/labels';
import type { Message } from '../../protocol/message';
import type { EvaluateRequest, Evaluation } from '../../protocol/worker';
import { labelSummary } from '../../words/labelFigures';
import { withLateProgress } from '../lateProgress';
import type { UsableModel } from '../models/active';
import { inform } from '../notify';
import { activeModel, type OfferedUse } from '../pickers/activeModel';
import { pickPairs } from '../pickers/pairSource';
import { isGiven, pickModel } from '../pickers/pickModel';
import { pickText, textArguments, type PickedText } from '../pickers/textSource';
import { describeTranslationEvaluation } from '../runs/describe';
import type { Services } from '../services';
import { message, plain, type Key } from '../words';

export type EvaluatedData = Exclude<KindData, 'text'>;
type DataEvaluation<D extends EvaluatedData> = Extract<Evaluation, { data: D }>;

interface Way<D extends EvaluatedData> {
  use: OfferedUse;
  which: Key;
  /** The request to the worker without the model; undefined if the person cancels. */
  request(services: Services, text: PickedText): Promise<Omit<EvaluateRequest, 'modelFolder'> | undefined>;
  describe(text: string, name: string, evaluation: DataEvaluation<D>): Message;
}

const theText = ({ source }: PickedText) => Promise.resolve({ sources: [source] });

const ways: { readonly [D in EvaluatedData]: Way<D> } = {
  pairs: {
    use: 'translate',
    which: 'models.whichTranslatorToEvaluate',
    request: async ({ inference }, text) => {
      const pairs = await pickPairs(inference, text);
      return (
        pairs && {
          sources: pairs.target ? [text.source, pairs.target] : [text.source],
          pairs: { format: { ...pairs.columns, maxPairs: 0 }, heldOut: false, beamSize: 1 },
        }
      );
    },
    describe: (text, name, evaluation) => describeTranslationEvaluation(name, text, evaluation),
  },
  labels: {
    use: 'label',
    which: 'models.whichLabellerToEvaluate',
    request: (_, text) => theText(text),
    describe: describeLabels,
  },
  series: {
    use: 'forecast',
    which: 'models.whichForecasterToEvaluate',
    request: (_, text) => theText(text),
    describe: describeSeries,
  },
};

/** @param argument as of `pickText`, with `{ id }` of a model; without an id the active model is evaluated */
export async function evaluateOnData<D extends EvaluatedData>(
  services: Services,
  data: D,
  argument: unknown,
): Promise<DataEvaluation<D> | undefined> {
  const { use } = ways[data];
  const model = isGiven(argument) ? await pickAny(services, data, argument) : await activeModel(services, use);
  if (!model) return undefined;
  const text = await pickText({ useSelection: false, ...textArguments(argument) });
  return text && evaluateWith(services, data, text, model);
}

/** The data on which the model of an argument is evaluated; undefined if it is text. */
export async function dataOfGiven({ models }: Services, argument: unknown): Promise<EvaluatedData | undefined> {
  if (!isGiven(argument)) return undefined;
  const model = (await models.usable('evaluate')).find(({ id }) => id === argument.id);
  const data = model && dataOf(model.manifest);
  return data === 'text' ? undefined : data;
}

const pickAny = async (
  { models }: Services,
  data: EvaluatedData,
  argument?: unknown,
): Promise<UsableModel | undefined> => pickModel(await models.evaluatedOn(data), argument, message(ways[data].which));

async function evaluateWith<D extends EvaluatedData>(
  services: Services,
  data: D,
  text: PickedText,
  { folder, manifest }: UsableModel,
): Promise<DataEvaluation<D> | undefined> {
  const request = await ways[data].request(services, text);
  if (!request) return undefined;
  const title = message('training.evaluating', { name: manifest.name, text: text.source.name });
  const evaluation = await withLateProgress(title, ({ token }) =>
    services.inference.request('evaluate', { modelFolder: folder, ...request }, token),
  );
  if (!isOf(evaluation, data)) throw new UnrollError('internal', message('error.otherData'));
  const found = ways[data].describe(text.source.name, manifest.name, evaluation);
  services.log.info(plain(found));
  services.log.info(JSON.stringify('report' in evaluation ? evaluation.report : evaluation));
  void offerOther(services, data, text, found);
  return evaluation;
}

const isOf = <D extends EvaluatedData>(evaluation: Evaluation, data: D): evaluation is DataEvaluation<D> =>
  evaluation.data === data;

async function offerOther(services: Services, data: EvaluatedData, text: PickedText, found: Message): Promise<void> {
  if (!(await inform(found, message('action.otherModel')))) return;
  const model = await pickAny(services, data);
  if (model) await evaluateWith(services, data, text, model);
}

function describeLabels(text: string, name: string, { notes, report, unknown }: LabelEvaluation): Message {
  return message('sentences', {
    sentences: [
      message('labels.evaluated', { name, text, summary: labelSummary(report) }),
      ...(unknown > 0 ? [message('labels.unknown', { count: unknown })] : []),
      ...notes,
    ],
  });
}

/** Describes the method that the model answers with, and the simple method with the smallest MASE. */
function describeSeries(text: string, name: string, { notes, report }: SeriesEvaluation): Message {
  const { methods, winner, values, judged } = report;
  const answer = methods.find(of => of.name === winner);
  const best = methods
    .filter(of => of.name !== 'network' && of.name !== 'together' && Number.isFinite(of.mase))
    .toSorted((a, b) => a.mase - b.mase)[0];
  return message('sentences', {
    sentences: [
      message('series.evaluated', {
        name,
        text,
        count: values.length - judged,
        mase: maseOf(report),
        share: answer?.coverage ?? NaN,
      }),
      ...(best
        ? [message('series.evaluated.plain', { method: message(`series.forecaster.${best.name}`), mase: best.mase })]
        : []),
      ...notes,
    ],
  });
}
