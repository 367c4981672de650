/** What was held out of a model's own text, to be held against it once more. */
import type { LanguageModelOptions } from '../../options/language';
import type { TextSource } from '../../protocol/textSource';
import type { StoredModel } from '../../store/models';
import type { ModelManifest } from '../../store/types';
import { detokenise } from '../../text/tokens/tokenise';
import type { Pause } from '../../training/pause';
import { readToTrain } from '../../training/readSource';
import { prepareCorpus } from './prepareCorpus';

/**
 * Empty where nothing was held out, and where the text is another one by now.
 * @param options that it was trained with @throws UnrollError as `readToTrain` and `prepareCorpus` do
 */
export async function heldOutText(
  { manifest, vocabularies: [known] }: Pick<StoredModel<ModelManifest>, 'manifest' | 'vocabularies'>,
  options: LanguageModelOptions,
  source: TextSource,
  pause: Pause,
): Promise<string> {
  const { validationFraction: fraction, seed } = options.training;
  const read = await readToTrain(source, { fraction, seed }, pause);
  const { sha256, validationIds, corpus } = await prepareCorpus(source.name, read, options, pause, known);
  if (sha256 !== manifest.source.sha256) return '';
  const { vocabulary, tokeniser } = corpus;
  return detokenise(
    Array.from(validationIds, id => vocabulary.token(id)),
    tokeniser,
  );
}
