/** The curves of a run. One update an animation frame at the most; nothing moves by itself. */
import {
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type ChartDataset,
  type LegendItem,
} from 'chart.js';
import type { RunSnapshot } from '../src/protocol/page';
import { formatNumber, formatTick } from './format';
import { axisTitles, chartTitles, linesOf, type ChartKind, type Line, type Point } from './series';
import { onThemeChange, readColours, type ChartColours } from './theme';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Legend, Tooltip);

/** Lines differ by dash as well as by colour. */
const dashes: Readonly<Record<Line['role'], number[]>> = { train: [], validation: [6, 3], baseline: [2, 3], best: [] };
/** Lower is nearer: what is judged by lies over what wobbles. */
const layers: Readonly<Record<Line['role'], number>> = { best: 0, validation: 1, train: 2, baseline: 3 };

export class CurveChart {
  private readonly chart: Chart<'line', Point[]>;
  private run: RunSnapshot | undefined;
  private kind: ChartKind = 'perplexity';
  private frame = 0;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.chart = new Chart<'line', Point[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        plugins: {
          tooltip: {
            callbacks: {
              title: items => `Epoch ${formatNumber(items[0]?.parsed.x ?? 0)}`,
              label: item => `${item.dataset.label ?? ''}: ${formatNumber(item.parsed.y ?? NaN)}`,
            },
          },
        },
      },
    });
    onThemeChange(() => {
      this.schedule();
    });
  }

  show(run: RunSnapshot, kind: ChartKind): void {
    this.run = run;
    this.kind = kind;
    this.schedule();
  }

  private schedule(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    if (!this.run) return;
    const colours = readColours();
    const lines = linesOf(this.run, this.kind);
    this.chart.data.datasets = lines.map(line => datasetOf(line, colours));
    this.paint(colours);
    this.chart.update('none');
    const summary = lines.map(({ label, points }) => `${label} ${formatNumber(points.at(-1)?.y ?? NaN)}`).join(', ');
    this.canvas.setAttribute('aria-label', `${chartTitles[this.kind]} by epoch: ${summary}`);
  }

  private paint(colours: ChartColours): void {
    const ticks = {
      color: colours.muted,
      maxTicksLimit: 8,
      callback: (value: number | string) => formatTick(Number(value)),
    };
    const axis = (text: string) => ({
      type: 'linear' as const,
      grid: { color: colours.grid },
      ticks,
      title: { display: true, text, color: colours.muted },
    });
    this.chart.options.scales = { x: { ...axis('Epoch'), min: 0 }, y: axis(axisTitles[this.kind]) };
    Object.assign(this.chart.options.plugins ?? {}, {
      legend: {
        align: 'end',
        labels: {
          color: colours.foreground,
          usePointStyle: true,
          pointStyleWidth: 28,
          padding: 16,
          generateLabels: () => (this.run ? legendOf(linesOf(this.run, this.kind), colours) : []),
        },
      },
    });
  }
}

/** The best point explains itself by its tooltip and the figure above; a legend would draw it as a line. */
const legendOf = (lines: Line[], colours: ChartColours): LegendItem[] =>
  lines
    .filter(({ role }) => role !== 'best')
    .map(({ label, role }) => ({
      text: label,
      fontColor: colours.foreground,
      strokeStyle: colours[role],
      lineDash: dashes[role],
      lineWidth: 2,
      pointStyle: 'line' as const,
    }));

function datasetOf({ label, role, points }: Line, colours: ChartColours): ChartDataset<'line', Point[]> {
  const marker = role === 'best';
  return {
    label,
    data: points,
    borderColor: colours[role],
    backgroundColor: marker ? colours[role] : colours.background,
    borderDash: dashes[role],
    borderWidth: role === 'baseline' ? 1.5 : 2,
    order: layers[role],
    pointRadius: marker ? 4 : points.length === 1 ? 2 : 0,
    pointStyle: marker || points.length === 1 ? 'circle' : 'line',
    pointHitRadius: 8,
    showLine: !marker,
  };
}
