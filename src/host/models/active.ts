/** Which model continues text, and which one translates. */
import type { ModelEntry } from '../../store/models';

export type UsableModel = Extract<ModelEntry, { kind: 'model' }>;

/** A model that can continue text: it has weights and reads the text in one direction. */
export const isUsable = (entry: ModelEntry): entry is UsableModel =>
  entry.kind === 'model' &&
  entry.hasWeights &&
  (entry.manifest.kind === 'ngram-model' ||
    (entry.manifest.kind === 'language-model' && !entry.manifest.options.network.bidirectional));

/** A model that translates: it has weights. */
export const isTranslator = (entry: ModelEntry): entry is UsableModel =>
  entry.kind === 'model' && entry.hasWeights && entry.manifest.kind === 'translation-model';

/** The chosen one if it is still there, else the newest; `models` are newest first. */
export const activeModel = (models: readonly UsableModel[], chosen: string | undefined): UsableModel | undefined =>
  models.find(model => model.id === chosen) ?? models[0];
