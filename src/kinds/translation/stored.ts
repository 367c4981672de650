/** What the folder of a translation model holds: the vocabulary of the source, then that of the target. */
import type { StoredKind } from '../../store/models';
import { translationParameterShapes } from './network/shape';

export const storedTranslationModel: StoredKind<'translation'> = {
  kind: 'translation',
  vocabularies: 2,
  tensors: ({ options }, [sourceVocabularySize = 0, targetVocabularySize = 0]) =>
    translationParameterShapes({ ...options.network, sourceVocabularySize, targetVocabularySize }),
};
