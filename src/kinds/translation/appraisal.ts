/** How well a model translates pairs it is judged by. */
import { evaluateTeacherForced, type PairSet } from './network/task';
import type { TranslationModel } from './network/model';
import { bleu } from '../../text/measures/bleu';
import { corpusBleu } from '../../text/measures/corpusBleu';
import type { SentencePair } from '../../text/pairs/pairs';
import { referencesOf, sourceKey } from '../../text/pairs/splitPairs';
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

/**
 * Corpus BLEU, the notes' BLEU and exact matches. Each source is judged once, against every translation that `all` has of it: the
 * corpus BLEU against all at once, the other two against the one that fits best.
 */
export function scoreTranslations(
  translated: readonly TranslatedPair[],
  text: Pick<PairTextOptions, 'normalise' | 'tokenisation'>,
  all: readonly SentencePair[] = translated.map(({ pair }) => pair),
): Pick<TranslationEvaluation, 'corpusBleu' | 'notesBleu' | 'exactMatch'> {
  const targets = referencesOf(all);
  const sources = new Map(translated.map(one => [sourceKey(one.pair), one]));
  const predictions = Array.from(sources.values(), ({ translation }) => comparable(translation, text));
  const references = Array.from(sources, ([key, { pair }]) =>
    (targets.get(key) ?? [pair.target]).map(target => comparable(target, text)),
  );
  const tokens = (sentence: string): string[] => readSentence(sentence, text).tokens;
  const exact = predictions.filter((prediction, index) => references[index]!.includes(prediction)).length;
  const notes = predictions.map((prediction, index) =>
    Math.max(...references[index]!.map(reference => bleu(tokens(prediction), tokens(reference), 2))),
  );
  const count = Math.max(1, predictions.length);
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
