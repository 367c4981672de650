/** The list of models, cached: it is read again only when the disk may have changed. */
import { listModels, type ManifestCache, type ModelEntry } from '../../store/list';

/** A training process may die without a change on the disk, so a list with a training expires. */
const millisecondsToTrustTraining = 5000;

export interface ListChange {
  /** A line of the list has changed. */
  shown: boolean;
  /** A model was added or removed, or a run began or ended; the progress of a run does not count. */
  settled: boolean;
}

export class ModelList {
  private readonly manifests: ManifestCache = new Map();
  private current: { entries: Promise<ModelEntry[]>; until: number } | undefined;
  private last: ModelEntry[] = [];

  constructor(
    private readonly folder: string,
    private readonly list: typeof listModels = listModels,
  ) {}

  /** Newest first. @throws UnrollError 'file-unreadable'; the next call tries again */
  entries(): Promise<ModelEntry[]> {
    if (this.current && this.current.until > performance.now()) return this.current.entries;
    const current = { entries: this.list(this.folder, this.manifests), until: Infinity };
    this.current = current;
    current.entries.then(
      entries => {
        this.last = entries;
        if (entries.some(isTraining)) current.until = performance.now() + millisecondsToTrustTraining;
      },
      () => {
        current.until = 0;
      },
    );
    return current.entries;
  }

  forget(): void {
    this.current = undefined;
  }

  /** Reads the list again and compares it with the last one. */
  async reread(): Promise<ListChange> {
    const before = this.last;
    this.forget();
    const now = await this.entries();
    return {
      shown: JSON.stringify(before) !== JSON.stringify(now),
      settled: before.map(settledState).join() !== now.map(settledState).join(),
    };
  }
}

const isTraining = (entry: ModelEntry): boolean => entry.kind === 'model' && entry.manifest.state === 'training';

const settledState = (entry: ModelEntry): string =>
  entry.kind === 'damaged'
    ? entry.id
    : JSON.stringify([entry.id, entry.hasWeights, entry.manifest.state, entry.manifest.result]);
