/** A saved translation model, loaded. */
import { openEngine } from '../../engine/open';
import { operations } from '../../engine/operations';
import { TranslationModel } from './network/model';
import type { EngineChoice } from '../../protocol/model';
import { readModel } from '../../store/models';
import type { ManifestOf } from '../../store/types';
import { Vocabulary } from '../../text/tokens/vocabulary';
import { storedTranslationModel } from './stored';
import { Translator } from './translator';

export interface LoadedTranslator {
  folder: string;
  manifest: ManifestOf<'translation'>;
  model: TranslationModel;
  sourceVocabulary: Vocabulary;
  targetVocabulary: Vocabulary;
  translator: Translator;
}

/** @throws UnrollError 'model-not-found', 'model-damaged', or 'bad-options' for a model that does not translate */
export async function loadTranslator(folder: string, engine: EngineChoice): Promise<LoadedTranslator> {
  const { manifest, vocabularies, tensors } = await readModel(folder, storedTranslationModel);
  const { options } = manifest;
  await openEngine({ engine });
  const [source, target] = vocabularies;
  const sourceVocabulary = Vocabulary.fromTokens(source!.vocabulary, source!.frequencies);
  const targetVocabulary = Vocabulary.fromTokens(target!.vocabulary, target!.frequencies);
  const shape = {
    ...options.network,
    sourceVocabularySize: sourceVocabulary.size,
    targetVocabularySize: targetVocabulary.size,
  };
  const model = new TranslationModel(shape, tensors, operations);
  const translator = new Translator({ model, sourceVocabulary, targetVocabulary, text: options.text });
  return { folder, manifest, model, sourceVocabulary, targetVocabulary, translator };
}
