/** Sentences on the evaluation of a model on a text. */
import { perplexity } from '../protocol/metrics';
import type { Message } from '../protocol/message';
import type { TextEvaluation } from '../protocol/worker';
import { message } from './message';

/** From this share of unknown tokens on, the figures are about what is not known rather than about the text. */
const mostlyUnknown = 0.5;

/** The loss with fixed weights, and the losses of all voices and of the counting voices while they learned from the text. */
export function evaluationMessages(text: string, evaluation: TextEvaluation): Message[] {
  const { learning, model: name, tokens } = evaluation;
  const share = tokens > 0 ? evaluation.unknownTokens / tokens : 0;
  const unknown = share >= mostlyUnknown ? [message('evaluation.mostlyUnknown', { text, name, share })] : [];
  if (!learning) return [message('evaluation.text', { text, name, ...figuresOf(evaluation) }), ...unknown];
  const { counting } = learning;
  return [
    message('evaluation.frozen', { text, name, ...figuresOf(evaluation) }),
    learning.tokens < tokens
      ? message('evaluation.learningPart', { ...figuresOf(learning), tokens: learning.tokens })
      : message('evaluation.learning', figuresOf(learning)),
    ...(counting ? [message('evaluation.counting', figuresOf(counting))] : []),
    ...unknown,
  ];
}

const figuresOf = ({ loss, bitsPerCharacter: bits }: { loss: number; bitsPerCharacter: number }) => ({
  perplexity: perplexity(loss),
  loss,
  bits,
});
