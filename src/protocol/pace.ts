/** How long a run will still take. */
import type { TrainingMetrics } from './metrics';

type Reached = Pick<TrainingMetrics, 'step' | 'seconds'>;

/** Reports that a pace is taken from: a run that was resumed on another machine soon goes by what it does here. */
const recentReports = 60;

/** Seconds to the last step at the pace between two reports; undefined while there is none. */
export function secondsLeft(
  totalSteps: number,
  from: Reached | undefined,
  to: Reached | undefined,
): number | undefined {
  if (!from || !to || to.step <= from.step) return undefined;
  return (Math.max(0, totalSteps - to.step) * (to.seconds - from.seconds)) / (to.step - from.step);
}

/** The same at the pace of the latest reports. */
export const secondsLeftOf = (totalSteps: number, reports: readonly Reached[]): number | undefined =>
  secondsLeft(totalSteps, reports.at(-recentReports) ?? reports[0], reports.at(-1));
