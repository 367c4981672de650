/** What an evaluation found, in one message. */
import type { TextEvaluation } from '../../protocol/worker';
import { perplexityText } from './describe';

/** Below this many characters a text is a sentence, whose probability as a whole says something. */
const longestSentence = 1000;

export function describeEvaluation(name: string, evaluation: TextEvaluation): string {
  const { model, tokens, characters, loss, bitsPerCharacter, logProbability, unknownTokens } = evaluation;
  const parts = [
    `${name} under "${model}": perplexity ${perplexityText(loss)}, ${loss.toFixed(3)} nats per token, ${bitsPerCharacter.toFixed(3)} bits per character.`,
  ];
  if (characters <= longestSentence)
    parts.push(`Its probability is 10^${(logProbability / Math.LN10).toFixed(1)} (${logProbability.toFixed(1)} nats).`);
  if (unknownTokens > 0) parts.push(`${unknownTokens} of ${tokens} tokens are unknown to the model.`);
  return parts.join(' ');
}
