/** What an evaluation found, in one message. */
import type { TranslationEvaluation } from '../../protocol/translation';
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

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function describeTranslationEvaluation(model: string, text: string, evaluation: TranslationEvaluation): string {
  const { pairs, loss, bookLoss, tokenAccuracy, exactMatch, corpusBleu, notesBleu } = evaluation;
  return [
    `"${model}" on ${pairs.toLocaleString('en')} ${pairs === 1 ? 'pair' : 'pairs'} of ${text}:`,
    `BLEU ${corpusBleu.toFixed(1)} (by the notes ${notesBleu.toFixed(3)}),`,
    `${percent(exactMatch)} of the sentences and ${percent(tokenAccuracy)} of the tokens right,`,
    `loss ${loss.toFixed(3)} nats per token (by the book ${bookLoss.toFixed(3)}).`,
  ].join(' ');
}
