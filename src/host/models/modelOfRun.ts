/** Which model a run has written: its folder gets its name only after the run has begun. */
import type { ModelEntry } from '../../store/models';

/** What is remembered of a run at its beginning. */
export interface RunMark {
  modelName: string;
  /** ISO 8601 */
  startedAt: string;
}

export type StoredModelEntry = Extract<ModelEntry, { kind: 'model' }>;

/** The first model of the run's name made since the run began; `entries` are newest first. */
export function modelOfRun(entries: readonly ModelEntry[], mark: unknown): StoredModelEntry | undefined {
  if (!isRunMark(mark)) return undefined;
  const { modelName, startedAt } = mark;
  return entries.findLast(
    (entry): entry is StoredModelEntry =>
      entry.kind === 'model' && entry.manifest.name === modelName && entry.manifest.createdAt >= startedAt,
  );
}

function isRunMark(value: unknown): value is RunMark {
  if (typeof value !== 'object' || value === null) return false;
  const { modelName, startedAt } = value as Partial<Record<keyof RunMark, unknown>>;
  return typeof modelName === 'string' && typeof startedAt === 'string';
}
