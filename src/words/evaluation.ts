/** Sentences on the evaluation of a model on a text. */
import { perplexity } from '../protocol/metrics';
import type { Message } from '../protocol/message';
import type { TextEvaluation } from '../protocol/worker';
import { message } from './message';

/** The loss with fixed weights, and the losses of all voices and of the counting voices while they learned from the text. */
export function evaluationMessages(text: string, evaluation: TextEvaluation): Message[] {
  const { learning, model: name, tokens } = evaluation;
  if (!learning) return [message('evaluation.text', { text, name, ...figuresOf(evaluation) })];
  const { counting } = learning;
  return [
    message('evaluation.frozen', { text, name, ...figuresOf(evaluation) }),
    learning.tokens < tokens
      ? message('evaluation.learningPart', { ...figuresOf(learning), tokens: learning.tokens })
      : message('evaluation.learning', figuresOf(learning)),
    ...(counting ? [message('evaluation.counting', figuresOf(counting))] : []),
  ];
}

const figuresOf = ({ loss, bitsPerCharacter: bits }: { loss: number; bitsPerCharacter: number }) => ({
  perplexity: perplexity(loss),
  loss,
  bits,
});
