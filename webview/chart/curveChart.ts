/** The curves of a run. One update an animation frame at the most. */
import { Chart, type ChartDataset } from 'chart.js';
import type { Run } from '../../src/protocol/run';
import { Legend } from './legend';
import { lineLabels } from './lineLabels';
import { quietOptions, themedScales, themedTooltip } from './options';
import { lastEpoch, linesOf, logarithmicRange, type ChartKind, type Line, type Point, type Role } from './series';
import { onThemeChange, readTheme, type ChartTheme } from './theme';
import { textMessage } from '../../src/protocol/message';
import { message } from '../../src/words/message';
import { number, say } from '../words';

/** Lines differ by dash as well as by colour. */
const dashes: Readonly<Record<Role, number[]>> = { train: [], validation: [6, 3], baseline: [2, 3], best: [] };
/** Lower is nearer: what is judged by lies over what wobbles. */
const layers: Readonly<Record<Role, number>> = { best: 0, validation: 1, train: 2, baseline: 3 };

export class CurveChart {
  readonly legend = new Legend();
  private readonly chart: Chart<'line', Point[]>;
  private run: Run | undefined;
  private kind: ChartKind = 'perplexity';
  private lines: readonly Line[] = [];
  private frame = 0;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.chart = new Chart<'line', Point[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...quietOptions,
        normalized: true,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
      },
      plugins: [lineLabels(() => this.lines)],
    });
    onThemeChange(() => {
      this.schedule();
    });
  }

  show(run: Run, kind: ChartKind): void {
    this.run = run;
    this.kind = kind;
    this.schedule();
  }

  private schedule(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.run) this.draw(this.run);
    });
  }

  private draw(run: Run): void {
    const { kind } = this;
    const theme = readTheme();
    this.lines = linesOf(run, kind);
    this.chart.data.datasets = this.lines.map(line => datasetOf(line, theme));
    const logarithmic = kind === 'perplexity';
    this.chart.options.scales = themedScales(
      theme,
      { title: say('page.axis.epoch'), min: 0, max: lastEpoch(run) },
      {
        title: say(kind === 'loss' ? 'page.axis.loss' : `page.chart.${kind}`),
        logarithmic,
        ...(logarithmic && logarithmicRange(this.lines)),
      },
    );
    Object.assign(this.chart.options.plugins ?? {}, { tooltip: { ...themedTooltip(theme), callbacks: tooltipText } });
    this.chart.update('none');
    this.legend.update(this.lines);
    const lines = this.lines.map(({ label, points }) =>
      message('page.chart.line', { line: textMessage(label), value: points.at(-1)?.y ?? NaN }),
    );
    this.canvas.setAttribute('aria-label', say('page.chart.byEpoch', { chart: message(`page.chart.${kind}`), lines }));
  }
}

const tooltipText = {
  title: (items: { parsed: { x: number | null } }[]): string =>
    say('page.chart.epoch', { epoch: items[0]?.parsed.x ?? NaN }),
  label: (item: { dataset: { label?: string }; parsed: { y: number | null } }): string =>
    `${item.dataset.label ?? ''}: ${number(item.parsed.y ?? NaN)}`,
};

function datasetOf({ label, role, points }: Line, { lines }: ChartTheme): ChartDataset<'line', Point[]> {
  const marker = role === 'best';
  return {
    label,
    data: points,
    borderColor: lines[role],
    backgroundColor: lines[role],
    borderDash: dashes[role],
    borderWidth: role === 'baseline' ? 1.5 : 2,
    order: layers[role],
    // The marker of the last epoch stands on the edge: it is drawn whole.
    ...(marker ? { clip: 4 } : {}),
    pointRadius: marker ? 4 : points.length === 1 ? 2 : 0,
    pointStyle: marker || points.length === 1 ? 'circle' : 'line',
    pointHitRadius: 8,
    showLine: !marker,
  };
}
