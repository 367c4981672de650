/** Describes runs and evaluations in one or two sentences. */
import type { Message } from '../../protocol/message';
import { perplexity, type TrainingResult } from '../../protocol/metrics';
import type { TranslationEvaluation } from '../../protocol/translation';
import type { TextEvaluation } from '../../protocol/worker';
import { evaluationMessages } from '../../words/evaluation';
import { message } from '../../words/message';

/** The notification at the end of a run: one line. The verdict is in the panel. */
export function describeResult(name: string, result: TrainingResult): Message {
  const { reason, seconds } = result;
  const ended = reason === 'stopped' ? 'result.stopped' : 'result.trained';
  return message(ended, { name, figure: figureOf(result), seconds });
}

function figureOf({ accuracy, mase, trainLoss, validationLoss }: TrainingResult): Message {
  if (mase !== undefined)
    return Number.isFinite(mase)
      ? message('result.mase', { mase })
      : message('result.error', { loss: validationLoss ?? trainLoss });
  if (accuracy !== undefined) return message('model.accuracy', { share: accuracy });
  return validationLoss === undefined
    ? message('result.perplexity', { perplexity: perplexity(trainLoss) })
    : message('result.heldOutPerplexity', { perplexity: perplexity(validationLoss) });
}

/** A text with fewer characters counts as a sentence: the probability of the whole text is shown. */
const longestSentence = 1000;

export function describeEvaluation(text: string, evaluation: TextEvaluation): Message {
  const { model, tokens, characters, logProbability, unknownTokens, readsAhead, notes } = evaluation;
  const sentences = evaluationMessages(text, evaluation);
  if (readsAhead) sentences.push(message('evaluation.readsAhead', { name: model }));
  else if (characters <= longestSentence)
    sentences.push(message('evaluation.probability', { power: logProbability / Math.LN10, nats: logProbability }));
  if (unknownTokens > 0) sentences.push(message('evaluation.unknown', { count: unknownTokens, tokens }));
  return message('sentences', { sentences: [...sentences, ...notes] });
}

export function describeTranslationEvaluation(
  name: string,
  text: string,
  { notes, pairs, loss, bookLoss, tokenAccuracy, exactMatch, corpusBleu, notesBleu }: TranslationEvaluation,
): Message {
  const quality = { bleu: corpusBleu, notesBleu, exact: exactMatch, tokens: tokenAccuracy };
  const figures = message('evaluation.pairs.figures', { ...quality, loss, bookLoss });
  return message('sentences', {
    sentences: [
      message('evaluation.pairs', { name, text, count: pairs, figures }),
      ...(corpusBleu === 0 && exactMatch > 0 ? [message('terminal.evaluation.bleu.short')] : []),
      ...notes,
    ],
  });
}
