/** What a model can be used for, and which one is. */
import type { ModelEntry, StoredModelEntry } from '../../store/models';
import type { NeuralManifest } from '../../store/types';

export type UsableModel = StoredModelEntry;
/** A model whose training can go on. */
export type ResumableModel = StoredModelEntry & { manifest: NeuralManifest };

/** A model of texts: it has weights. */
export const isUsable = (entry: ModelEntry): entry is UsableModel =>
  entry.kind === 'model' && entry.hasWeights && entry.manifest.kind !== 'translation-model';

/** A model that translates: it has weights. */
export const isTranslator = (entry: ModelEntry): entry is UsableModel =>
  entry.kind === 'model' && entry.hasWeights && entry.manifest.kind === 'translation-model';

/** A run that was stopped or broke off after it had saved where it was; not one that a process is still writing. */
export const isResumable = (entry: ModelEntry): entry is ResumableModel =>
  entry.kind === 'model' &&
  entry.hasCheckpoint &&
  entry.manifest.kind !== 'ngram-model' &&
  entry.manifest.state !== 'training';

/** A model that reads what follows as well cannot continue a text. */
const readsBothWays = ({ manifest }: UsableModel): boolean =>
  manifest.kind === 'language-model' && manifest.options.network.bidirectional;

/** The chosen one if it is still there, whatever it can do; else the newest of use. `models` are newest first. */
export const activeModel = (models: readonly UsableModel[], chosen: string | undefined): UsableModel | undefined =>
  models.find(model => model.id === chosen) ?? models.find(model => !readsBothWays(model));
