/** The possible uses of a model, and which model is active for a use. */
import { chosenFor, usesOf } from '../../kinds/descriptions';
import type { ChosenUse, ModelUse } from '../../protocol/kind';
import type { ModelManifest } from '../../store/types';
import type { ModelEntry, StoredModelEntry } from '../../store/list';

/** A model with weights. */
export type UsableModel = StoredModelEntry;

export const isUsable = (entry: ModelEntry): entry is UsableModel => entry.kind === 'model' && entry.hasWeights;

export const canBeUsed = (entry: ModelEntry, use: ModelUse): entry is UsableModel =>
  isUsable(entry) && usesOf(entry.manifest).includes(use);

/** Whether the model may be chosen for this use in a workspace. A chosen model may still turn out to be unusable. */
export const isChosenFor = (entry: ModelEntry, use: ChosenUse): entry is UsableModel =>
  isUsable(entry) && chosenFor(entry.manifest) === use;

/** A run that was stopped or broke off and has a checkpoint; not one that a process is still writing. */
export const isResumable = (entry: ModelEntry): entry is StoredModelEntry =>
  entry.kind === 'model' && entry.hasCheckpoint && entry.manifest.state !== 'training';

/**
 * The chosen model if it still exists, usable or not; else the newest usable one, of which one that was trained to its end or measured comes before
 * one that broke off. @param models newest first
 */
export function activeModel(
  models: readonly ModelEntry[],
  use: ChosenUse,
  chosen: string | undefined,
): UsableModel | undefined {
  const usable = models.filter(model => canBeUsed(model, use));
  return (
    models.filter(model => isChosenFor(model, use)).find(({ id }) => id === chosen) ??
    usable.find(({ manifest }) => manifest.result && !isUnmeasured(manifest)) ??
    usable[0]
  );
}

/** Whether `one` is better than `other` on what was held out of the same text with the same tokens, by the figure that people are shown. */
export function isBetter(one: ModelManifest, other: ModelManifest): boolean {
  const [first, second] = [heldOutError(one), heldOutError(other)];
  if (first === undefined || second === undefined) return false;
  return one.source.sha256 === other.source.sha256 && tokensOf(one) === tokensOf(other) && first < second;
}

/** The loss of a forecast or a classifier is its network's alone, and of a forecast in units of its own. */
const heldOutError = ({ result }: ModelManifest): number | undefined =>
  result?.accuracy === undefined ? (result?.mase ?? result?.validationLoss) : 1 - result.accuracy;

/** Why the model in use is not given up for one that was just made; undefined: it is. */
export type Staying = 'better' | 'unmeasured';

/** A training that was stopped says nothing of how good its model is where no text was held out. */
export function whyItStays(inUse: ModelManifest, made: ModelManifest): Staying | undefined {
  if (inUse.id === made.id) return undefined;
  if (isBetter(inUse, made)) return 'better';
  return isUnmeasured(made) && !isUnmeasured(inUse) ? 'unmeasured' : undefined;
}

const isUnmeasured = ({ result }: ModelManifest): boolean =>
  result?.reason === 'stopped' && result.validationLoss === undefined;

const tokensOf = ({ options }: ModelManifest): string =>
  JSON.stringify('text' in options ? options.text : options.data);
