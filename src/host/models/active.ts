/** The possible uses of a model, and which model is active for a use. */
import { chosenFor, usesOf } from '../../kinds/descriptions';
import { predictsTokens, type ChosenUse, type ModelUse } from '../../protocol/kind';
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
 * The chosen model if it still exists, usable or not. Else the newest usable one that was trained to its end; else the newest that was measured; else
 * the newest, unless an earlier one of the same text reached a better figure in training. @param models newest first
 */
export function activeModel(
  models: readonly ModelEntry[],
  use: ChosenUse,
  chosen: string | undefined,
): UsableModel | undefined {
  const usable = models.filter(model => canBeUsed(model, use));
  return (
    models.filter(model => isChosenFor(model, use)).find(({ id }) => id === chosen) ??
    usable.find(({ manifest }) => manifest.result && isKnown(manifest)) ??
    usable.find(({ manifest }) => isKnown(manifest)) ??
    bestTrained(usable)
  );
}

/** @param models newest first */
const bestTrained = (models: readonly UsableModel[]): UsableModel | undefined =>
  models.reduce<UsableModel | undefined>(
    (best, model) => (best && !isBetterTrained(model.manifest, best.manifest) ? best : model),
    undefined,
  );

/** Whether `one` is better than `other` on what was held out of the same text with the same tokens, by the figure that people are shown. */
export function isBetter(one: ModelManifest, other: ModelManifest): boolean {
  const [first, second] = [heldOutError(one), heldOutError(other)];
  if (first === undefined || second === undefined) return false;
  return haveSameTokens(one, other) && first < second;
}

/** Whether `one` reached a better training loss than another model of its kind on the same text with the same tokens. */
function isBetterTrained(one: ModelManifest, other: ModelManifest): boolean {
  const [first, second] = [trainLossOf(one), trainLossOf(other)];
  if (first === undefined || second === undefined) return false;
  return one.kind === other.kind && haveSameTokens(one, other) && first < second;
}

/** The loss of a forecast or a classifier is its network's alone, and of a forecast in units of its own. */
const heldOutError = ({ result }: ModelManifest): number | undefined =>
  finite(result?.accuracy === undefined ? (result?.mase ?? result?.validationLoss) : 1 - result.accuracy);

/** Undefined for a forecast: its loss is in units of its own. */
const trainLossOf = (manifest: ModelManifest): number | undefined =>
  usesOf(manifest).every(predictsTokens)
    ? finite(manifest.result?.trainLoss ?? manifest.progress?.trainLoss)
    : undefined;

const finite = (value: number | undefined): number | undefined =>
  value === undefined || !Number.isFinite(value) ? undefined : value;

/** Why the model in use is not given up for one that was just made; undefined: it is. */
export type Staying = 'better' | 'unmeasured' | 'betterTrained';

/** A training that was stopped before anything was measured says of its model only how well it fits the text that it has read. */
export function whyItStays(inUse: ModelManifest, made: ModelManifest): Staying | undefined {
  if (inUse.id === made.id) return undefined;
  if (isBetter(inUse, made)) return 'better';
  if (isKnown(made)) return undefined;
  if (isKnown(inUse)) return 'unmeasured';
  return isBetterTrained(inUse, made) ? 'betterTrained' : undefined;
}

/** Whether it was trained to its end, or measured on what was held out. */
const isKnown = (manifest: ModelManifest): boolean =>
  (manifest.result !== undefined && manifest.result.reason !== 'stopped') ||
  (heldOutError(manifest) ?? finite(manifest.progress?.validationLoss)) !== undefined;

const haveSameTokens = (one: ModelManifest, other: ModelManifest): boolean =>
  one.source.sha256 === other.source.sha256 && tokensOf(one) === tokensOf(other);

const tokensOf = ({ options }: ModelManifest): string =>
  JSON.stringify('text' in options ? options.text : options.data);
