/** Which model a run has written: the folder of a new one gets its name only after the run has begun. */
import type { ModelEntry, StoredModelEntry } from '../../store/models';

/** What is remembered of a run at its beginning. */
export type RunMark =
  | {
      modelName: string;
      /** ISO 8601 */
      startedAt: string;
    }
  /** A run that was resumed. */
  | { modelId: string };

/** The resumed model, or the first one of the run's name made since the run began; `entries` are newest first. */
export function modelOfRun(entries: readonly ModelEntry[], mark: unknown): StoredModelEntry | undefined {
  if (!isRunMark(mark)) return undefined;
  const models = entries.filter(entry => entry.kind === 'model');
  if ('modelId' in mark) return models.find(({ id }) => id === mark.modelId);
  const { modelName, startedAt } = mark;
  return models.findLast(({ manifest }) => manifest.name === modelName && manifest.createdAt >= startedAt);
}

function isRunMark(value: unknown): value is RunMark {
  if (typeof value !== 'object' || value === null) return false;
  const { modelId, modelName, startedAt } = value as Partial<Record<'modelId' | 'modelName' | 'startedAt', unknown>>;
  return typeof modelId === 'string' || (typeof modelName === 'string' && typeof startedAt === 'string');
}
