/** What the page shows, worked out from the messages of the host; no DOM here. */
import type { RunSnapshot, RunStatus, ToPage } from '../src/protocol/page';
import type { TrainingMetrics } from '../src/protocol/metrics';
import { secondsLeftOf } from '../src/protocol/pace';
import type { SentenceTranslation } from '../src/protocol/translation';
import type { VocabularyReport } from '../src/protocol/worker';

export interface View {
  run: RunSnapshot | undefined;
  /** How much was appended to the run since it was told whole. */
  appended: number;
  vocabulary: VocabularyReport | undefined;
  attention: SentenceTranslation | undefined;
}

export const emptyView: View = { run: undefined, appended: 0, vocabulary: undefined, attention: undefined };

/** Beyond this the run is asked for anew: the host thins its series, so the page stays bounded however long a run is. */
export const mostAppended = 2000;

/** The view after a message, or 'stale' when only a hydration helps: the message is about a run that is not shown, or much has come. */
export function reduce(view: View, message: Exclude<ToPage, { kind: 'showAttention' }>): View | 'stale' {
  switch (message.kind) {
    case 'hydrate':
      return { ...view, run: message.run, appended: 0 };
    case 'vocabulary':
      return { ...view, vocabulary: message.report };
    case 'attention':
      return { ...view, attention: message.translation };
    case 'append': {
      const { run } = view;
      const { metrics, validations, samples, notes } = message;
      const appended = view.appended + metrics.length + validations.length + samples.length + notes.length;
      if (run?.runId !== message.runId || appended > mostAppended) return 'stale';
      return {
        ...view,
        appended,
        run: {
          ...run,
          status: message.status,
          metrics: [...run.metrics, ...metrics],
          validations: [...run.validations, ...validations],
          samples: [...run.samples, ...samples],
          notes: [...run.notes, ...notes],
          updatedAt: message.updatedAt,
        },
      };
    }
  }
}

export const isRunning = ({ status }: RunSnapshot): boolean =>
  status.state === 'starting' || status.state === 'running' || status.state === 'stopping';

/** A run that was stopped has saved where it was. */
export const isResumable = (status: RunStatus): boolean =>
  status.state === 'ended' ? status.result.reason === 'stopped' : status.state === 'failed' && status.resumable;

/** Share of the planned steps that are done, 0..1; a run that was not stopped but has ended is complete. */
export function progressOf(run: RunSnapshot): number {
  if (run.status.state === 'ended' && run.status.result.reason !== 'stopped') return 1;
  const step = run.metrics.at(-1)?.step ?? 0;
  return run.totalSteps === 0 ? 0 : Math.min(1, step / run.totalSteps);
}

/** Seconds to the end of the last epoch at the present pace; undefined before there is one. */
export const remainingSeconds = (run: RunSnapshot): number | undefined =>
  isRunning(run) ? secondsLeftOf(run.totalSteps, run.metrics) : undefined;

export const latest = (run: RunSnapshot): TrainingMetrics | undefined => run.metrics.at(-1);

/** The lowest held-out loss that is a number. */
export function bestValidation({ validations }: RunSnapshot): number | undefined {
  const losses = validations.map(({ loss }) => loss).filter(Number.isFinite);
  return losses.length === 0 ? undefined : Math.min(...losses);
}
