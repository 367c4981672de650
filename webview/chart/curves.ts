/** What a chart draws: the lines of one run, or one line of each of several. */
import { predictsTokens } from '../../src/protocol/kind';
import type { Run } from '../../src/protocol/run';
import { chartsOf, endOf, linesOf, type Line } from './series';
import type { ChartKind, ChartView } from './view';

export type Wanted = Pick<ChartView, 'kind' | 'axis' | 'smoothing'>;

export interface Curves {
  /** A part that is zoomed into is a part of these curves. */
  id: string;
  /** The charts that there is something for. */
  charts: readonly ChartKind[];
  /** Whether losses are of tokens; else they are squared errors of numbers. */
  ofTokens: boolean;
  lines(view: Wanted): Line[];
  /** Where they end so far. */
  end(view: Wanted): number;
}

export const curvesOf = (run: Run): Curves => ({
  id: run.id,
  charts: chartsOf(run),
  ofTokens: predictsTokens(run.use),
  lines: view => linesOf(run, view),
  end: view => endOf(run, view),
});

/** Of each run what it is judged by: the held-out loss, the training loss where nothing was held out. */
export const comparedCurves = (runs: readonly Run[]): Curves => ({
  id: runs.map(({ id }) => id).join(),
  charts: runs.length === 0 ? [] : chartsOf(runs[0]!).filter(kind => runs.every(run => chartsOf(run).includes(kind))),
  ofTokens: runs.every(({ use }) => predictsTokens(use)),
  lines: view =>
    runs.flatMap((run, colour) => {
      const lines = linesOf(run, view);
      const judged = lines.find(({ role }) => role === 'validation') ?? lines.find(({ role }) => role === 'train');
      return judged ? [{ ...judged, label: labelOf(run, runs), colour }] : [];
    }),
  end: view => Math.max(0, ...runs.map(run => endOf(run, view))),
});

/** Its name, with its number where several bear it. */
export function labelOf(run: Run, runs: readonly Run[]): string {
  const sameName = runs.filter(({ name }) => name === run.name);
  return sameName.length === 1 ? run.name : `${run.name} (${sameName.indexOf(run) + 1})`;
}
