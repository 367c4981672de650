/** How well a model translates pairs it is judged by. */
import { evaluateTeacherForced, type PairSet } from './network/task';
import type { TranslationModel } from './network/model';
import { bleu } from '../../text/measures/bleu';
import { corpusBleu } from '../../text/measures/corpusBleu';
import type { SentencePair } from '../../text/pairs/pairs';
import { readSentence } from '../../text/pairs/pairLanguage';
import type { PairTextOptions } from '../../options/translation';
import type { TranslationEvaluation } from '../../protocol/translation';

/** What both sides are compared as: the tokens with blanks between, whatever the final form of a sentence. */
const comparable = (sentence: string, text: Pick<PairTextOptions, 'normalise' | 'tokenisation'>): string =>
  readSentence(sentence, text).tokens.join(text.tokenisation === 'word' ? ' ' : '');

export interface TranslatedPair {
  pair: SentencePair;
  translation: string;
}

/** Corpus BLEU, the notes' BLEU and exact matches of translations. */
export function scoreTranslations(
  translated: readonly TranslatedPair[],
  text: Pick<PairTextOptions, 'normalise' | 'tokenisation'>,
): Pick<TranslationEvaluation, 'corpusBleu' | 'notesBleu' | 'exactMatch'> {
  const predictions = translated.map(({ translation }) => comparable(translation, text));
  const references = translated.map(({ pair }) => comparable(pair.target, text));
  const tokens = (sentence: string): string[] => readSentence(sentence, text).tokens;
  const exact = predictions.filter((prediction, index) => prediction === references[index]).length;
  const notes = predictions.map((prediction, index) => bleu(tokens(prediction), tokens(references[index]!), 2));
  const count = Math.max(1, translated.length);
  return {
    corpusBleu: corpusBleu(predictions, references).score,
    notesBleu: notes.reduce((sum, score) => sum + score, 0) / count,
    exactMatch: exact / count,
  };
}

/** Loss and token accuracy under teacher forcing. */
export async function appraiseTeacherForced(
  model: TranslationModel,
  set: PairSet,
  pause: () => Promise<void>,
): Promise<Pick<TranslationEvaluation, 'loss' | 'tokenAccuracy'>> {
  const { loss, tokens, correct } = await evaluateTeacherForced(model, set, pause);
  return { loss: loss / tokens, tokenAccuracy: correct / tokens };
}
