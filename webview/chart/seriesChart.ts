/** A series by index: observed values, predictions some steps ahead, and the forecast with its interval. */
import { Chart, Filler, type ChartDataset } from 'chart.js';
import type { SeriesReport } from '../../src/protocol/forecast';
import { say } from '../words';
import { Legend } from './legend';
import { lineChart, themedScales, valuesTooltip } from './options';
import type { Point } from './series';
import { seriesLines, type SeriesLine } from './seriesLines';
import { comparedColours, onThemeChange, readTheme, type ChartTheme } from './theme';
import { toggled } from './view';
import { zoomByKeys, zoomOptions } from './zoom';

Chart.register(Filler);

/** The part that is shown at first: the last seasons, so that the forecast can be compared with recent values. */
const seasonsShown = 8;
const fewestShown = 90;

export class SeriesChart {
  readonly legend = new Legend(label => {
    this.hidden = toggled(this.hidden, label);
    this.draw();
  });
  private readonly chart: Chart<'line', Point[]>;
  private report: SeriesReport | undefined;
  private hidden: readonly string[];

  /** @param onZoom called with whether another part than at first is shown */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly onZoom: (isZoomed: boolean) => void,
  ) {
    // Predictions several steps ahead overlap, so they are hidden until a person shows them.
    this.hidden = [...[4, 16, 64].map(count => say('page.series.predicted', { count })), say('page.series.freely')];
    this.chart = lineChart(canvas);
    zoomByKeys(canvas, this.chart, () => this.showEnd());
    onThemeChange(() => this.draw());
  }

  show(report: SeriesReport): void {
    const before = this.report;
    this.report = report;
    // For the same series the zoom is kept.
    if (before?.name === report.name && before.values.length === report.values.length) this.draw();
    else this.showEnd();
  }

  /** Shows the end of the series with its forecast, as at first. */
  showEnd(): void {
    this.chart.resetZoom('none');
    this.onZoom(false);
    this.draw();
  }

  /** Shows the whole series. */
  showAll(): void {
    this.onZoom(true);
    this.draw(this.report?.shownFrom);
  }

  private draw(from?: number): void {
    const { report } = this;
    if (!report) return;
    const theme = readTheme();
    const all = seriesLines(report);
    const shown = all.filter(({ label }) => !this.hidden.includes(label));
    this.chart.data.datasets = shown.flatMap(line => datasetsOf(line, theme));
    const nameOf = (place: number): string => timeName(report, Math.round(place));
    const end = report.values.length;
    const atFirst = Math.max(report.shownFrom, end - Math.max(fewestShown, seasonsShown * report.season));
    const zoomed = from === undefined && this.chart.isZoomedOrPanned();
    const x = zoomed
      ? { min: this.chart.scales['x']?.min ?? 0, max: this.chart.scales['x']?.max ?? end }
      : { min: from ?? atFirst, max: end + report.forecast.length - 1 };
    const scales = themedScales(theme, { title: say('page.series.when'), ...x }, { title: report.name });
    const ticks = scales['x']?.ticks;
    if (ticks) Object.assign(ticks, { callback: (value: number | string) => nameOf(Number(value)), maxRotation: 0 });
    this.chart.options.scales = scales;
    Object.assign(this.chart.options.plugins ?? {}, {
      tooltip: valuesTooltip(theme, nameOf),
      zoom: zoomOptions(() => this.onZoom(this.chart.isZoomedOrPanned())),
    });
    this.chart.update('none');
    this.legend.update(
      all.map(({ label, colour }) => ({ label, role: 'train', colour })),
      this.hidden,
    );
    this.canvas.setAttribute('aria-label', say('page.series.chart'));
  }
}

/** The date or the number of an index. */
function timeName({ shownFrom, times, forecast, values }: SeriesReport, place: number): string {
  return (place < values.length ? times[place - shownFrom] : forecast[place - values.length]?.when) ?? '';
}

function datasetsOf(line: SeriesLine, { compared }: ChartTheme): ChartDataset<'line', Point[]>[] {
  const colour = compared[line.colour % comparedColours] ?? '';
  const common = {
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: line.colour === 0 ? 1.5 : 2,
    borderDash: line.dash,
    pointRadius: 0,
    pointHitRadius: 8,
    pointStyle: 'line' as const,
    spanGaps: false,
  };
  if (!line.band) return [{ ...common, label: line.label, data: line.points }];
  const faint = { ...common, borderWidth: 1, backgroundColor: `color-mix(in srgb, ${colour} 20%, transparent)` };
  return [
    { ...faint, label: say('page.series.low'), data: line.points, fill: '+1' },
    { ...faint, label: say('page.series.high'), data: line.band },
  ];
}
