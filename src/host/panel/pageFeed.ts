/** Collects events for the page, so that it gets few messages with many events. */
import type { Message } from '../../protocol/message';
import type { ToPage } from '../../protocol/page';
import type { Run, RunEvent } from '../../protocol/run';

/** With more events, the whole run is sent instead: its series are bounded, so it is smaller. */
const mostEvents = 1000;

export class PageFeed {
  private shown: Run | undefined;
  /** The page does not show the current state: the whole run has to be sent. */
  private stale = true;
  private events: RunEvent[] = [];

  /** To be called when the page was rebuilt or missed messages. */
  invalidate(): void {
    this.stale = true;
    this.events = [];
  }

  /** @param event already applied to the run */
  add(run: Run, event: RunEvent): void {
    if (run !== this.shown || this.stale) return;
    this.events.push(event);
    if (this.events.length > mostEvents) this.invalidate();
  }

  /** The message that updates the page. @param run the run to show @param notice see ToPage */
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
