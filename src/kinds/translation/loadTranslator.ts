/** A saved translation model, loaded. */
import { openEngine } from '../../engine/open';
import { operations } from '../../engine/operations';
import { PlacedWeights } from '../../nn/placed';
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
  await openEngine({ engine });
  const placed = new PlacedWeights();
  const stored = await placed.whole(() => readModel(folder, storedTranslationModel, placed.place));
  const { manifest, vocabularies, tensors } = stored;
  const { options } = manifest;
  const [source, target] = vocabularies;
  const sourceVocabulary = Vocabulary.fromTokens(source!.vocabulary, source!.frequencies);
  const targetVocabulary = Vocabulary.fromTokens(target!.vocabulary, target!.frequencies);
  const shape = {
    ...options.network,
    sourceVocabularySize: sourceVocabulary.size,
    targetVocabularySize: targetVocabulary.size,
  };
  const model = new TranslationModel(shape, tensors, operations, placed.variables);
  const translator = new Translator({ model, sourceVocabulary, targetVocabulary, text: options.text });
  return { folder, manifest, model, sourceVocabulary, targetVocabulary, translator };
}
