/** The evaluation of a model on a text: shown in the panel and stored with the model. */
import type { EvaluationReport, KeptEvaluation } from '../../protocol/evaluation';
import type { CorpusSummary } from '../../protocol/metrics';
import type { TextEvaluation } from '../../protocol/worker';
import { keepEvaluation, readEvaluations } from '../../store/evaluations';
import type { UsableModel } from '../models/active';
import { reportError } from '../notify';
import type { PickedText } from '../pickers/textSource';
import type { Services } from '../services';

export async function reportEvaluation(
  { panel, log }: Services,
  text: PickedText,
  model: UsableModel,
  evaluation: TextEvaluation,
): Promise<void> {
  await panel.showEvaluation(await reportOf(text, model, evaluation));
  await keepEvaluation(model.folder, keptOf(text, evaluation)).catch((thrown: unknown) => reportError(thrown, log));
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
