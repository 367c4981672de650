/** What the folder of a language model holds. */
import { parameterShapes } from '../../nn/shape';
import type { StoredKind } from '../../store/models';

export const storedLanguageModel: StoredKind<'language'> = {
  kind: 'language',
  vocabularies: 1,
  tensors: ({ options }, [vocabularySize = 0]) => parameterShapes({ ...options.network, vocabularySize }),
};
