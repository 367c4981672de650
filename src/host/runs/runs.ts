/** Runs by id: those of this session and the last one before it. */
import { hasBegun, isOver, type Run } from '../../protocol/run';

/** Older runs are dropped; they are stored in their models' folders. */
const mostRuns = 20;

export class Runs {
  /** Oldest first. */
  private byId = new Map<string, Run>();

  get(id: string): Run | undefined {
    return this.byId.get(id);
  }

  add(run: Run): void {
    this.byId.set(run.id, run);
    const [oldest] = this.byId.keys();
    if (this.byId.size > mostRuns && oldest !== undefined) this.byId.delete(oldest);
  }

  /** Adds a run from before this session. */
  addEarlier(run: Run): void {
    if (!this.byId.has(run.id)) this.byId = new Map([[run.id, run], ...this.byId]);
  }

  /** The model of a run that has ended was renamed. */
  rename(modelId: string, name: string): void {
    for (const run of this.byId.values()) if (run.modelId === modelId && isOver(run)) run.name = name;
  }

  /** The newest run that has begun or may still begin; if there is none, the newest run. */
  get shown(): Run | undefined {
    const newestFirst = [...this.byId.values()].reverse();
    return newestFirst.find(run => hasBegun(run) || !isOver(run)) ?? newestFirst[0];
  }

  /** The newest run if it ended before it began and an earlier one is shown. */
  get failedStart(): Run | undefined {
    const newest = [...this.byId.values()].at(-1);
    return newest === this.shown ? undefined : newest;
  }

  /** Drops the runs that are newer than the one shown: they ended before they began. */
  forgetFailedStarts(): void {
    const ids = [...this.byId.keys()];
    const { shown } = this;
    if (shown) for (const id of ids.slice(ids.indexOf(shown.id) + 1)) this.byId.delete(id);
  }
}
