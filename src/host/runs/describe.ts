/** Runs and evaluations in a sentence or two. */
import type { Message } from '../../protocol/message';
import { perplexity, type TrainingResult } from '../../protocol/metrics';
import type { TranslationEvaluation } from '../../protocol/translation';
import type { TextEvaluation } from '../../protocol/worker';
import { message } from '../../words/message';

/** What the notification at the end of a run says: a line. The verdict is in the panel. */
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

/** Below this many characters a text is a sentence, whose probability as a whole says something. */
const longestSentence = 1000;

export function describeEvaluation(text: string, evaluation: TextEvaluation): Message {
  const { model, tokens, characters, loss, bitsPerCharacter, logProbability, unknownTokens, readsAhead, learning } =
    evaluation;
  const figures = { text, name: model, perplexity: perplexity(loss), loss, bits: bitsPerCharacter };
  const sentences = [message(learning ? 'evaluation.frozen' : 'evaluation.text', figures)];
  if (learning) {
    const { tokens: read, loss: nats, bitsPerCharacter: bits } = learning;
    const learned = { perplexity: perplexity(nats), loss: nats, bits };
    sentences.push(
      read < tokens
        ? message('evaluation.learningPart', { ...learned, tokens: read })
        : message('evaluation.learning', learned),
    );
    if (learning.counting)
      sentences.push(
        message('evaluation.counting', {
          perplexity: perplexity(learning.counting.loss),
          bits: learning.counting.bitsPerCharacter,
        }),
      );
  }
  if (readsAhead) sentences.push(message('evaluation.readsAhead', { name: model }));
  else if (characters <= longestSentence)
    sentences.push(message('evaluation.probability', { power: logProbability / Math.LN10, nats: logProbability }));
  if (unknownTokens > 0) sentences.push(message('evaluation.unknown', { count: unknownTokens, tokens }));
  sentences.push(...evaluation.notes);
  return message('sentences', { sentences });
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
