/** What a model can be used for, and which one is. */
import { chosenFor, usesOf } from '../../kinds/descriptions';
import type { ChosenUse, ModelUse } from '../../protocol/kind';
import type { ModelManifest } from '../../store/types';
import type { ModelEntry, StoredModelEntry } from '../../store/list';

/** A model with weights. */
export type UsableModel = StoredModelEntry;

export const isUsable = (entry: ModelEntry): entry is UsableModel => entry.kind === 'model' && entry.hasWeights;

export const canBeUsed = (entry: ModelEntry, use: ModelUse): entry is UsableModel =>
  isUsable(entry) && usesOf(entry.manifest).includes(use);

/** Whether a workspace's choice for this use may fall on the model, though it may have to be refused then. */
export const isChosenFor = (entry: ModelEntry, use: ChosenUse): entry is UsableModel =>
  isUsable(entry) && chosenFor(entry.manifest) === use;

/** A run that was stopped or broke off after it had saved where it was; not one that a process is still writing. */
export const isResumable = (entry: ModelEntry): entry is StoredModelEntry =>
  entry.kind === 'model' && entry.hasCheckpoint && entry.manifest.state !== 'training';

/** The chosen one if it is still there, whatever it can do; else the newest of use. `models` are newest first. */
export const activeModel = (
  models: readonly ModelEntry[],
  use: ChosenUse,
  chosen: string | undefined,
): UsableModel | undefined =>
  models.filter(model => isChosenFor(model, use)).find(({ id }) => id === chosen) ??
  models.find(model => canBeUsed(model, use));

/** Whether a model is known to predict the held-out part of the same text, cut into the same tokens, better than another. */
export function isBetter(one: ModelManifest, other: ModelManifest): boolean {
  const [first, second] = [one, other].map(({ result }) => result?.validationLoss);
  if (first === undefined || second === undefined) return false;
  return one.source.sha256 === other.source.sha256 && tokensOf(one) === tokensOf(other) && first < second;
}

const tokensOf = ({ options }: ModelManifest): string =>
  JSON.stringify('text' in options ? options.text : options.data);
