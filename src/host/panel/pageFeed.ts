/** Collects what the page has not been told yet, so that it is told seldom and all at once. */
import type { TrainingEvent } from '../../protocol/metrics';
import type { ToPage } from '../../protocol/page';
import type { RunHistory } from '../runs/runHistory';

type Append = Extract<ToPage, { kind: 'append' }>;
type News = Pick<Append, 'metrics' | 'validations' | 'samples' | 'notes'>;

const noNews = (): News => ({ metrics: [], validations: [], samples: [], notes: [] });

export class PageFeed {
  private shown: RunHistory | undefined;
  /** What the page shows is not what it should; only a whole snapshot puts it right. */
  private stale = true;
  private news = noNews();

  /** The page was rebuilt or was not listening. */
  invalidate(): void {
    this.stale = true;
    this.news = noNews();
  }

  show(run: RunHistory | undefined): void {
    if (run !== this.shown) this.invalidate();
    this.shown = run;
  }

  add(run: RunHistory, event: TrainingEvent | undefined): void {
    this.show(run);
    if (this.stale) return;
    switch (event?.kind) {
      case 'metrics':
        this.news.metrics.push(event.metrics);
        break;
      case 'validation':
        this.news.validations.push(event.validation);
        break;
      case 'sample':
        this.news.samples.push(event.sample);
        break;
      case 'note':
        this.news.notes.push(event.message);
        break;
      case 'started':
      case 'baseline':
      case 'quality':
        this.invalidate();
        break;
    }
  }

  /** The message that brings the page up to date. */
  take(): ToPage {
    const run = this.shown?.snapshot();
    if (this.stale || !run) {
      this.stale = false;
      return { kind: 'hydrate', run };
    }
    const { runId, status, updatedAt } = run;
    const append: Append = { kind: 'append', runId, status, ...this.news, updatedAt };
    this.news = noNews();
    return append;
  }
}
