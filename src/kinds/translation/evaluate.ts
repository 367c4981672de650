/** Holds a translation model against sentence pairs. */
import { readOptions } from '../../options/read';
import { defaultSearchOptions } from '../../options/translation';
import { UnrollError } from '../../protocol/errors';
import type { EvaluateTranslationRequest, TranslationEvaluation } from '../../protocol/translation';
import { encodePairsWith } from '../../text/pairs/pairCorpus';
import type { SentencePair } from '../../text/pairs/pairs';
import { appraiseTeacherForced, scoreTranslations } from './appraisal';
import { loadTranslator, type LoadedTranslator } from './loadTranslator';
import { cancellable } from './open';
import { corpusOptions, readPairs } from './preparePairs';

/** @throws UnrollError for texts without pairs, models that do not translate, and 'cancelled' */
export async function evaluateTranslation(
  request: EvaluateTranslationRequest,
  signal: AbortSignal,
): Promise<TranslationEvaluation> {
  const format = readOptions('columns', request.format);
  const { beamSize } = readOptions('search', { ...defaultSearchOptions, beamSize: request.beamSize });
  const loaded = await loadTranslator(request.modelFolder, 'auto');
  const { model, manifest, sourceVocabulary, targetVocabulary } = loaded;
  try {
    const text = { ...manifest.options.text, ...format };
    const { name, pairs: all } = await readPairs(request, text);
    const pairs = request.lastPairs > 0 ? all.slice(-request.lastPairs) : all;
    if (pairs.length === 0)
      throw new UnrollError('text-too-short', `"${name}" has no sentence pairs. Check which columns hold them.`);
    const pause = cancellable(signal);
    // Nothing is dropped for its length: what is asked about is all of these pairs.
    const set = encodePairsWith(sourceVocabulary, targetVocabulary, pairs, {
      ...corpusOptions(text),
      maxLength: text.tooLong === 'truncate' ? text.maxLength : Infinity,
    });
    const { loss, tokenAccuracy } = await appraiseTeacherForced(model, set, pause);
    const translations = await translationsOf(pairs, loaded, beamSize, pause);
    const translated = pairs.map((pair, index) => ({ pair, translation: translations[index]! }));
    return {
      pairs: pairs.length,
      loss,
      bookLoss: loss / text.maxLength,
      tokenAccuracy,
      ...scoreTranslations(translated, text, all),
    };
  } finally {
    model.dispose();
  }
}

async function translationsOf(
  pairs: readonly SentencePair[],
  { translator }: LoadedTranslator,
  beamSize: number,
  pause: () => Promise<void>,
): Promise<string[]> {
  const sources = pairs.map(({ source }) => source);
  if (beamSize <= 1) return (await translator.translateAll(sources, pause)).map(({ target }) => target);
  const translations: string[] = [];
  for (const source of sources)
    translations.push(
      (await translator.translate(source, { beamSize, lengthPenalty: defaultSearchOptions.lengthPenalty }, pause))
        .target,
    );
  return translations;
}
