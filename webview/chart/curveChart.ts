/** A chart of curves. It is updated at most once per animation frame. */
import type { Chart, ChartDataset } from 'chart.js';
import type { Curves } from './curves';
import { Legend } from './legend';
import { lineLabels } from './lineLabels';
import { lineChart, themedScales, valuesTooltip, type Axis } from './options';
import { pictureOf } from './picture';
import { logarithmicRange, titleOf, type Line, type Point, type Role } from './series';
import { onThemeChange, readTheme, type ChartTheme } from './theme';
import { vectorOf } from './vector';
import { toggled, type ChartView } from './view';
import { zoomByKeys, zoomOptions } from './zoom';
import { textMessage } from '../../src/protocol/message';
import { message } from '../../src/words/message';
import { say } from '../words';

/** Lines differ by dash pattern as well as by colour. */
const dashes: Readonly<Record<Role, number[]>> = {
  train: [],
  validation: [6, 3],
  baseline: [2, 3],
  best: [],
  network: [],
  orders: [6, 3],
  words: [2, 3],
  lines: [8, 3, 2, 3],
  gaps: [1, 2],
  shape: [10, 4],
  match: [4, 2],
};
/** A lower number is drawn on top: held-out losses lie over training losses, which vary more. */
const layers: Readonly<Partial<Record<Role, number>>> = { best: 0, validation: 1, train: 2, baseline: 3 };

export class CurveChart {
  readonly legend = new Legend(label => this.onView({ hidden: toggled(this.view.hidden, label) }));
  private readonly chart: Chart<'line', Point[]>;
  private curves: Curves | undefined;
  private lines: readonly Line[] = [];
  private frame = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private view: ChartView,
    private readonly onView: (change: Partial<ChartView>) => void,
    private readonly onZoom: (isZoomed: boolean) => void,
  ) {
    this.chart = lineChart(
      canvas,
      lineLabels(() => this.lines),
    );
    zoomByKeys(canvas, this.chart, () => this.showAll());
    onThemeChange(() => this.schedule());
  }

  show(curves: Curves, view: ChartView): void {
    const { kind, axis, logarithmic } = this.view;
    // A zoom of another chart does not apply to this one.
    if (curves.id !== this.curves?.id || kind !== view.kind || axis !== view.axis || logarithmic !== view.logarithmic)
      this.showAll();
    this.curves = curves;
    this.view = view;
    this.schedule();
  }

  /** The chart as it is shown, with a legend: a PNG in base64, and an SVG. */
  picture(): { png: string; svg: string } {
    const title = say(titleOf(this.view.kind, this.curves?.ofTokens ?? true));
    return { png: pictureOf(this.chart, title), svg: vectorOf(this.chart, title) };
  }

  /** Resets the zoom. */
  showAll(): void {
    this.chart.resetZoom('none');
    this.onZoom(false);
    this.schedule();
  }

  private schedule(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.curves) this.draw(this.curves);
    });
  }

  private draw(curves: Curves): void {
    const { kind, hidden } = this.view;
    const theme = readTheme();
    const all = curves.lines(this.view);
    this.lines = all.filter(({ label }) => !hidden.includes(label));
    this.chart.data.datasets = this.lines.map(line => datasetOf(line, theme));
    this.chart.options.scales = themedScales(theme, ...this.axesOf(curves));
    Object.assign(this.chart.options.plugins ?? {}, {
      tooltip: valuesTooltip(theme, place => say(`page.chart.at.${this.view.axis}`, { place })),
      zoom: zoomOptions(() => this.onZoom(this.chart.isZoomedOrPanned())),
    });
    this.chart.update('none');
    this.legend.update(all, hidden);
    const lines = this.lines.map(({ label, points }) =>
      message('page.chart.line', { line: textMessage(label), value: points.at(-1)?.y ?? NaN }),
    );
    const by = message(`page.by.${this.view.axis}`);
    this.canvas.setAttribute(
      'aria-label',
      say('page.chart.by', { chart: message(titleOf(kind, curves.ofTokens)), by, lines }),
    );
  }

  /** The axes of all data, or of the zoomed part. */
  private axesOf(curves: Curves): [Axis, Axis] {
    const { kind, axis } = this.view;
    const logarithmic = this.view.logarithmic.includes(kind);
    const [x, y] = this.chart.isZoomedOrPanned()
      ? [this.chart.scales['x'], this.chart.scales['y']].map(scale => scale && { min: scale.min, max: scale.max })
      : [{ min: 0, max: curves.end(this.view) }, logarithmic ? logarithmicRange(this.lines) : {}];
    const loss = curves.ofTokens ? 'page.axis.loss' : 'page.axis.error';
    return [
      { title: say(`page.axis.${axis}`), ...x },
      {
        title: say(kind === 'loss' ? loss : kind === 'voices' ? 'page.axis.voices' : titleOf(kind, curves.ofTokens)),
        logarithmic,
        ...y,
      },
    ];
  }
}

function datasetOf(
  { label, role, points, colour }: Line,
  { line, compared }: ChartTheme,
): ChartDataset<'line', Point[]> {
  const marker = role === 'best';
  const own = colour === undefined ? line(role) : compared[colour % compared.length];
  return {
    label,
    data: points,
    borderColor: own,
    backgroundColor: own,
    // Compared lines differ by colour, and by dash pattern once the colours repeat.
    borderDash: colour === undefined ? dashes[role] : colour < compared.length ? [] : [6, 3],
    borderWidth: role === 'baseline' ? 1.5 : 2,
    order: layers[role] ?? 0,
    // The marker of the last epoch lies on the edge of the chart and must not be clipped.
    ...(marker ? { clip: 4 } : {}),
    pointRadius: marker ? 4 : points.length === 1 ? 2 : 0,
    pointStyle: marker || points.length === 1 ? 'circle' : 'line',
    pointHitRadius: 8,
    showLine: !marker,
  };
}
