/** Evaluate Model on This File: how well a model predicts the text or the selected sentence; the surprise is marked on the words. */
import * as vscode from 'vscode';
import { UnrollError } from '../../protocol/errors';
import type { Evaluation, TextEvaluation } from '../../protocol/worker';
import { WorkerProcess } from '../process/workerProcess';
import { withLateProgress } from '../lateProgress';
import type { Services } from '../services';
import { describeEvaluation } from '../runs/describe';
import type { UsableModel } from '../models/active';
import type { ModelsService } from '../models/service';
import { isGiven, pickModel } from '../pickers/pickModel';
import { pickText, textArguments, type PickedText } from '../pickers/textSource';
import { inform, reportError } from '../notify';
import type { CorpusSummary } from '../../protocol/metrics';
import type { EvaluationReport, KeptEvaluation } from '../../protocol/evaluation';
import { keepEvaluation, readEvaluations } from '../../store/evaluations';
import { dataOfGiven, evaluateOnData } from './evaluateOnData';
import { showSurprise } from './surprise';
import { message } from '../words';

/**
 * A model of the argument that is evaluated on other data than text (pairs, labels, numbers) is evaluated by `evaluateOnData`.
 * @param argument as of `pickText`, with `{ id }` of a model; without an id the active model is evaluated
 */
export async function evaluateModel(services: Services, argument: unknown): Promise<Evaluation | undefined> {
  const other = await dataOfGiven(services, argument);
  if (other) return evaluateOnData(services, other, argument);
  const text = await pickText({ useSelection: true, ...textArguments(argument) });
  if (!text) return undefined;
  const model = await chooseModel(services, argument);
  return model && evaluateWith(services, text, model);
}

async function chooseModel({ models }: Services, argument: unknown): Promise<UsableModel | undefined> {
  return (isGiven(argument) ? undefined : await models.getActive('continue')) ?? pickAny(models, argument);
}

const pickAny = async (models: ModelsService, argument: unknown): Promise<UsableModel | undefined> =>
  pickModel(await models.evaluatedOn('text'), argument, message('models.whichToEvaluate'));

async function evaluateWith(services: Services, text: PickedText, model: UsableModel): Promise<TextEvaluation> {
  const title = message('training.evaluating', { name: model.manifest.name, text: text.source.name });
  showSurprise(services, text.scope, model);
  const evaluation = await withLateProgress(title, ({ token }) => evaluate(services, text, model.folder, token));
  await services.panel.showEvaluation(await reportOf(text, model, evaluation));
  await keepEvaluation(model.folder, keptOf(text, evaluation)).catch((thrown: unknown) =>
    reportError(thrown, services.log),
  );
  void offerOther(services, text, evaluation);
  return evaluation;
}

async function evaluate(
  { workers }: Services,
  { source }: PickedText,
  modelFolder: string,
  token: vscode.CancellationToken,
): Promise<TextEvaluation> {
  const evaluation = await WorkerProcess.ask(workers, 'evaluate', { modelFolder, sources: [source] }, token);
  if (evaluation.data === 'text') return evaluation;
  throw new UnrollError('internal', message('error.otherData'));
}

/** The report, with the model's result on the held-out part of its own text for comparison. */
async function reportOf(
  { source }: PickedText,
  { folder, manifest: { source: own, corpus, result } }: UsableModel,
  evaluation: TextEvaluation,
): Promise<EvaluationReport> {
  const loss = result?.validationLoss;
  const heldOut = loss !== undefined && {
    text: own.name,
    loss,
    ...(corpus ? { bitsPerCharacter: bitsPerCharacter(loss, corpus) } : {}),
    ...(result?.learning ? { learning: result.learning } : {}),
  };
  return { text: source.name, evaluation, ...(heldOut ? { heldOut } : {}), earlier: await readEvaluations(folder) };
}

const bitsPerCharacter = (loss: number, { tokens, characters }: CorpusSummary): number =>
  (loss * tokens) / characters / Math.LN2;

function keptOf({ source }: PickedText, evaluation: TextEvaluation): KeptEvaluation {
  const { characters, loss, bitsPerCharacter: bits, learning } = evaluation;
  const { counting } = learning ?? {};
  return {
    at: new Date().toISOString(),
    text: source.name,
    characters,
    loss,
    bitsPerCharacter: bits,
    ...(learning ? { learning: { loss: learning.loss, bitsPerCharacter: learning.bitsPerCharacter } } : {}),
    ...(counting ? { counting } : {}),
  };
}

async function offerOther(services: Services, text: PickedText, evaluation: TextEvaluation): Promise<void> {
  services.log.info(`${text.source.name}: ${JSON.stringify(evaluation)}`);
  const found = describeEvaluation(text.source.name, evaluation);
  if (!(await inform(found, message('action.otherModel')))) return;
  const model = await pickAny(services.models, undefined);
  if (model) await evaluateWith(services, text, model);
}
