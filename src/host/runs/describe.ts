/** Describes runs and evaluations in one or two sentences. */
import { maseOf, type SeriesEvaluation } from '../../protocol/forecast';
import type { LabelEvaluation } from '../../protocol/labels';
import type { Message } from '../../protocol/message';
import { perplexity, type TrainingResult } from '../../protocol/metrics';
import type { TranslationEvaluation } from '../../protocol/translation';
import type { TextEvaluation } from '../../protocol/worker';
import { evaluationMessages } from '../../words/evaluation';
import { labelSummary } from '../../words/labelFigures';
import { message } from '../../words/message';
import type { Staying } from '../models/active';

/** The notification at the end of a run. The verdict is in the panel. @param staying why the model in use stays in use */
export function describeResult(name: string, result: TrainingResult, staying?: Staying): Message {
  const { reason, seconds } = result;
  const ended = reason === 'stopped' ? 'result.stopped' : 'result.trained';
  const ending = message(ended, { name, figure: figureOf(result), seconds });
  return staying ? message('sentences', { sentences: [ending, message(`result.${staying}`)] }) : ending;
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
  text: string,
  name: string,
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

export function describeLabelEvaluation(
  text: string,
  name: string,
  { notes, report, unknown }: LabelEvaluation,
): Message {
  return message('sentences', {
    sentences: [
      message('labels.evaluated', { name, text, summary: labelSummary(report) }),
      ...(unknown > 0 ? [message('labels.unknown', { count: unknown })] : []),
      ...notes,
    ],
  });
}

/** Describes the method that the model answers with, and the simple method with the smallest MASE. */
export function describeSeriesEvaluation(text: string, name: string, { notes, report }: SeriesEvaluation): Message {
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
