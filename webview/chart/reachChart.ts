/** The norm of a gradient over the steps back on a logarithmic axis, now and at the start, with the step at which training truncates it. */
import type { Chart, ChartDataset, Plugin } from 'chart.js';
import type { GradientReach } from '../../src/protocol/inside';
import { textMessage } from '../../src/protocol/message';
import { message } from '../../src/words/message';
import { layersIn, signalMessage } from '../inside/signals';
import { say, sentence } from '../words';
import { Legend } from './legend';
import { placesBeside } from './labelPlacement';
import { writeLabels } from './lineLabels';
import { lineChart, themedScales, valuesTooltip } from './options';
import type { Point } from './series';
import { onThemeChange, readTheme } from './theme';
import { toggled } from './view';

/** The chart ends at this share of the largest norm. */
const smallestShare = 1e-6;

interface ReachLine {
  label: string;
  colour: number;
  atStart: boolean;
  points: Point[];
}

export class ReachChart {
  readonly legend = new Legend(label => {
    this.hidden = toggled(this.hidden, label);
    this.draw();
  });
  private readonly chart: Chart<'line', Point[]>;
  private lines: readonly ReachLine[] = [];
  private timeSteps = 0;
  private hidden: readonly string[] = [];

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.chart = lineChart(
      canvas,
      cutLine(() => this.timeSteps),
    );
    onThemeChange(() => this.draw());
  }

  show(now: GradientReach, first: GradientReach | undefined): void {
    const highest = Math.max(
      ...[now, ...(first ? [first] : [])].flatMap(({ lines }) => lines.flatMap(({ norms }) => norms)),
    );
    this.lines = [
      ...linesOf(now, highest * smallestShare, false),
      ...(first && first !== now ? linesOf(first, highest * smallestShare, true) : []),
    ];
    this.timeSteps = now.timeSteps;
    this.draw();
  }

  private draw(): void {
    const theme = readTheme();
    const shown = this.lines.filter(({ label }) => !this.hidden.includes(label));
    this.chart.data.datasets = shown.map(({ label, colour, atStart, points }): ChartDataset<'line', Point[]> => {
      const own = theme.compared[colour % theme.compared.length] ?? '';
      const look = {
        borderColor: own,
        backgroundColor: own,
        borderWidth: atStart ? 1.5 : 2,
        borderDash: atStart ? [6, 3] : [],
      };
      return { label, data: points, ...look, pointRadius: 0, pointHitRadius: 8, pointStyle: 'line' };
    });
    this.chart.options.scales = themedScales(
      theme,
      {
        title: say('page.reach.stepsBack'),
        min: 0,
        max: Math.max(1, ...this.lines.flatMap(({ points }) => points.length)),
      },
      { title: say('page.reach.norm'), logarithmic: true },
    );
    Object.assign(this.chart.options.plugins ?? {}, {
      tooltip: valuesTooltip(theme, count => say('page.reach.at', { count })),
    });
    this.chart.update('none');
    this.legend.update(
      this.lines.map(({ label, colour, atStart }) => ({ label, role: 'train', colour, dashed: atStart })),
      this.hidden,
    );
    const lines = this.lines.map(({ label, points }) =>
      message('page.chart.line', { line: textMessage(label), value: points.at(-1)?.y ?? NaN }),
    );
    this.canvas.setAttribute('aria-label', say('page.reach.chart', { lines }));
  }
}

const linesOf = ({ lines }: GradientReach, least: number, atStart: boolean): ReachLine[] => {
  const layers = layersIn(lines);
  return lines.map((of, place) => {
    const { state, norms } = of;
    const line = signalMessage(state, of, layers);
    return {
      label: atStart ? say('page.reach.atStart', { line }) : sentence(line),
      colour: place,
      atStart,
      points: norms.map((y, x) => ({ x, y: y >= least && y > 0 ? y : NaN })),
    };
  });
};

/** A vertical line where training truncates the gradient, with a label if the curves leave room. */
const cutLine = (timeSteps: () => number): Plugin<'line'> => ({
  id: 'cutLine',
  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    const x = scales['x']?.getPixelForValue(timeSteps()) ?? NaN;
    if (!(x > chartArea.left && x < chartArea.right)) return;
    const text = say('page.reach.cut');
    ctx.save();
    ctx.strokeStyle = readTheme().muted;
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
    writeLabels(chart, [{ text, places: size => placesBeside(x, size, chartArea) }]);
  },
});
