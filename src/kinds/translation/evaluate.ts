/** Holds a translation model against sentence pairs. */
import { readOptions, withStandard } from '../../options/read';
import { defaultSearchOptions } from '../../options/translation';
import { UnrollError } from '../../protocol/errors';
import type { TranslationEvaluation } from '../../protocol/translation';
import type { EvaluateRequest } from '../../protocol/worker';
import { encodePairsWith } from '../../text/pairs/pairCorpus';
import { runWithPauses } from '../../text/pausable';
import type { SentencePair } from '../../text/pairs/pairs';
import { appraiseTeacherForced, scoreTranslations } from './appraisal';
import { cancellable } from '../../training/pause';
import type { LoadedTranslator } from './loadTranslator';
import { corpusOptions, heldOutOf, notesOnDropped } from './preparePairs';
import { readPairs } from './readPairs';
import { message } from '../../words/message';

/** @throws UnrollError for texts without pairs, and 'cancelled' */
export async function evaluatePairs(
  loaded: LoadedTranslator,
  { sources, pairs: asked }: EvaluateRequest,
  signal: AbortSignal,
): Promise<TranslationEvaluation> {
  if (!asked) throw new UnrollError('bad-options', message('error.pairColumnsUnknown'));
  const format = withStandard('columns', asked.format);
  const { beamSize } = readOptions('search', { ...defaultSearchOptions, beamSize: asked.beamSize });
  const { model, manifest, sourceVocabulary, targetVocabulary } = loaded;
  const text = { ...manifest.options.text, ...format };
  const pause = cancellable(signal);
  const read = await readPairs(sources, text, pause);
  const { name, pairs: all } = read;
  const { validationFraction } = manifest.options.training;
  const pairs = asked.heldOut ? await runWithPauses(heldOutOf(all, validationFraction), pause) : all;
  if (pairs.length === 0) throw new UnrollError('text-too-short', message('error.noPairs', { name }));
  // Nothing is dropped for its length: what is asked about is all of these pairs.
  const maxLength = text.tooLong === 'truncate' ? text.maxLength : Infinity;
  const encoding = encodePairsWith(sourceVocabulary, targetVocabulary, pairs, { ...corpusOptions(text), maxLength });
  const set = await runWithPauses(encoding, pause);
  const { loss, tokenAccuracy } = await appraiseTeacherForced(model, set, pause);
  const translations = await translationsOf(pairs, loaded, beamSize, pause);
  const translated = pairs.map((pair, index) => ({ pair, translation: translations[index]! }));
  return {
    data: 'pairs',
    notes: [
      ...read.notes,
      ...notesOnDropped(read, text),
      ...(read.sha256 === manifest.source.sha256 && !asked.heldOut
        ? [message('evaluation.trainedOn', { name: manifest.name })]
        : []),
    ],
    pairs: pairs.length,
    loss,
    bookLoss: loss / text.maxLength,
    tokenAccuracy,
    ...scoreTranslations(translated, text, all),
  };
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
