/** How well a model expects a text, in sentences. */
import { perplexity } from '../protocol/metrics';
import type { Message } from '../protocol/message';
import type { TextEvaluation } from '../protocol/worker';
import { message } from './message';

/** Of the weights as they are; of all voices as they learned from the text while they read it, another kind of figure; and of those that count. */
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
