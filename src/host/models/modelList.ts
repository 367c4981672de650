/** The list of models as it was read last: read again only when the disk may have changed. */
import { listModels, type ManifestCache, type ModelEntry } from '../../store/list';

/** A process that trains may die without a trace on the disk. */
const millisecondsToTrustTraining = 5000;

export interface ListChange {
  /** Some line of the list is another. */
  shown: boolean;
  /** A model came or went, or a run began or ended; not merely a run's progress. */
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

  /** Reads the list anew and says what is different. */
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
