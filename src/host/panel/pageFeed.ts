/** Collects what the page has not been told yet, so that it is told seldom and all at once. */
import type { Message } from '../../protocol/message';
import type { ToPage } from '../../protocol/page';
import type { Run, RunEvent } from '../../protocol/run';

/** The whole run, whose series are bounded, is less to say than so much news. */
const mostEvents = 1000;

export class PageFeed {
  private shown: Run | undefined;
  /** What the page shows is not what it should; only the whole run puts it right. */
  private stale = true;
  private events: RunEvent[] = [];

  /** The page was rebuilt or was not listening. */
  invalidate(): void {
    this.stale = true;
    this.events = [];
  }

  /** @param event has been applied to the run */
  add(run: Run, event: RunEvent): void {
    if (run !== this.shown || this.stale) return;
    this.events.push(event);
    if (this.events.length > mostEvents) this.invalidate();
  }

  /** The message that brings the page up to date. @param run the one it should show @param notice see ToPage */
  take(run: Run | undefined, notice?: Message): ToPage | undefined {
    if (this.stale || run !== this.shown || !run) {
      this.shown = run;
      this.stale = false;
      this.events = [];
      return { kind: 'hydrate', ...(run ? { run } : {}), ...(notice === undefined ? {} : { notice }) };
    }
    const { events } = this;
    this.events = [];
    return events.length === 0 ? undefined : { kind: 'events', runId: run.id, events, at: run.updatedAt };
  }
}
