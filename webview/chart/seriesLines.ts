/** The lines of a series and its forecasts. Does not use the DOM. */
import type { SeriesReport } from '../../src/protocol/forecast';
import { say } from '../words';
import type { Point } from './series';

export interface SeriesLine {
  label: string;
  /** The index of the colour; lines also differ by dash pattern. */
  colour: number;
  dash: number[];
  points: Point[];
  /** The upper edge of an interval, whose lower edge is `points`. */
  band?: Point[];
}

export function seriesLines({ values, shownFrom, judged, predictions, freely, forecast }: SeriesReport): SeriesLine[] {
  const from = (start: number, of: readonly number[]): Point[] =>
    of.flatMap((y, at) => (start + at < shownFrom ? [] : [{ x: start + at, y }]));
  const end = values.length;
  const ahead = (pick: (point: SeriesReport['forecast'][number]) => number): Point[] => {
    const last = values[end - 1];
    // The forecast begins where the series ends.
    const start = last === undefined ? [] : [{ x: end - 1, y: last }];
    return [...start, ...from(end, forecast.map(pick))];
  };
  const known = (points: readonly Point[]): Point[] => points.filter(({ y }) => Number.isFinite(y));
  return [
    { label: say('page.series.observed'), colour: 0, dash: [], points: from(0, values) },
    ...predictions.map(({ steps, values: of }, index): SeriesLine => ({
      label: say('page.series.predicted', { count: steps }),
      colour: [1, 3, 4, 5][index] ?? 1,
      dash: [[], [6, 3], [2, 3], [8, 3, 2, 3]][index] ?? [],
      points: known(from(judged, of)),
    })),
    { label: say('page.series.freely'), colour: 5, dash: [10, 4], points: known(from(judged, freely)) },
    { label: say('page.series.forecast'), colour: 2, dash: [], points: ahead(({ middle }) => middle) },
    {
      label: say('page.series.band'),
      colour: 2,
      dash: [],
      points: ahead(({ low }) => low),
      band: ahead(({ high }) => high),
    },
  ].filter(({ points }) => points.length > 0);
}
