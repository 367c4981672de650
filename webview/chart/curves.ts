/** The lines of a chart: all of one run, or one of each of several runs. */
import { predictsTokens } from '../../src/protocol/kind';
import type { Run } from '../../src/protocol/run';
import { say } from '../words';
import { chartsOf, endOf, linesOf, type Line } from './series';
import type { ChartKind, ChartView } from './view';

export type Wanted = Pick<ChartView, 'kind' | 'axis' | 'smoothing'>;

export interface Curves {
  /** Identifies the runs; a zoom is reset when it changes. */
  id: string;
  /** The charts that have data. */
  charts: readonly ChartKind[];
  /** Whether losses are cross-entropies of tokens; otherwise they are squared errors. */
  ofTokens: boolean;
  lines(view: Wanted): Line[];
  /** The largest horizontal value so far. */
  end(view: Wanted): number;
}

export const curvesOf = (run: Run): Curves => ({
  id: run.id,
  charts: chartsOf(run),
  ofTokens: predictsTokens(run.use),
  lines: view => linesOf(run, view),
  end: view => endOf(run, view),
});

/** Charts whose unit is another one for a forecast. */
const differs: readonly ChartKind[] = ['loss', 'speed'];

/** Whether the runs have the figure, and in the same unit: an entropy and a squared error have no axis in common. */
const areAlike = (kind: ChartKind, runs: readonly Run[]): boolean =>
  runs.every(
    run =>
      chartsOf(run).includes(kind) &&
      (!differs.includes(kind) || predictsTokens(run.use) === predictsTokens(runs[0]!.use)),
  );

/** One line per run: the held-out loss, or the training loss if nothing was held out. */
export const comparedCurves = (runs: readonly Run[]): Curves => ({
  id: runs.map(({ id }) => id).join(),
  charts: runs.length === 0 ? [] : chartsOf(runs[0]!).filter(kind => areAlike(kind, runs)),
  ofTokens: runs.every(({ use }) => predictsTokens(use)),
  lines: view =>
    runs.flatMap((run, colour) => {
      const lines = linesOf(run, view);
      const judged = lines.find(({ role }) => role === 'validation') ?? lines.find(({ role }) => role === 'train');
      return judged ? [{ ...judged, label: labelOf(run, runs), colour }] : [];
    }),
  end: view => Math.max(0, ...runs.map(run => endOf(run, view))),
});

/** The name of the run, with a number if several runs have the same name. */
export function labelOf(run: Run, runs: readonly Run[]): string {
  const sameName = runs.filter(({ name }) => name === run.name);
  if (sameName.length === 1) return run.name;
  return say('page.compare.numbered', { name: run.name, number: sameName.indexOf(run) + 1 });
}
