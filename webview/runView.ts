/** What the page shows, worked out from the messages of the host; no DOM here. */
import type { RunSnapshot, RunStatus, ToPage } from '../src/protocol/page';
import type { TrainingMetrics } from '../src/protocol/metrics';
import type { SentenceTranslation } from '../src/protocol/translation';
import type { VocabularyReport } from '../src/protocol/worker';

export interface View {
  run: RunSnapshot | undefined;
  vocabulary: VocabularyReport | undefined;
  attention: SentenceTranslation | undefined;
}

export const emptyView: View = { run: undefined, vocabulary: undefined, attention: undefined };

/** The view after a message, or 'stale' when the message belongs to a run that is not shown: ask for a hydration. */
export function reduce(view: View, message: Exclude<ToPage, { kind: 'showAttention' }>): View | 'stale' {
  switch (message.kind) {
    case 'hydrate':
      return { ...view, run: message.run };
    case 'vocabulary':
      return { ...view, vocabulary: message.report };
    case 'attention':
      return { ...view, attention: message.translation };
    case 'append': {
      const { run } = view;
      if (run?.runId !== message.runId) return 'stale';
      return {
        ...view,
        run: {
          ...run,
          status: message.status,
          metrics: [...run.metrics, ...message.metrics],
          validations: [...run.validations, ...message.validations],
          samples: [...run.samples, ...message.samples],
          notes: [...run.notes, ...message.notes],
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

/** Seconds to the end of the last epoch at the pace of the run so far; undefined before there is one. */
export function remainingSeconds(run: RunSnapshot): number | undefined {
  const last = run.metrics.at(-1);
  if (!last || last.step < 2 || !isRunning(run)) return undefined;
  return ((run.totalSteps - last.step) * last.seconds) / last.step;
}

export const latest = (run: RunSnapshot): TrainingMetrics | undefined => run.metrics.at(-1);

export const bestValidation = (run: RunSnapshot): number | undefined =>
  run.validations.length === 0 ? undefined : Math.min(...run.validations.map(({ loss }) => loss));
