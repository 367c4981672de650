/** Frequency by rank on logarithmic axes, and the line fitted to Zipf's law. */
import { Chart } from 'chart.js';
import type { VocabularyReport } from '../../src/protocol/worker';
import { say } from '../words';
import { quietOptions, themedScales, themedTooltip } from './options';
import type { Line, Point } from './series';
import { onThemeChange, readTheme } from './theme';
import { zipfLine } from './zipf';

export const zipfLegend = (): Pick<Line, 'label' | 'role'>[] => [
  { label: say('page.vocabulary.measured'), role: 'train' },
  { label: say('page.vocabulary.law'), role: 'validation' },
];

export class ZipfChart {
  private readonly chart: Chart<'line', Point[]>;
  private report: VocabularyReport | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.chart = new Chart<'line', Point[]>(canvas, { type: 'line', data: { datasets: [] }, options: quietOptions });
    onThemeChange(() => {
      if (this.report) this.show(this.report);
    });
  }

  show(report: VocabularyReport): void {
    this.report = report;
    const theme = readTheme();
    const [measured, law] = zipfLegend();
    this.chart.data.datasets = [
      {
        label: measured?.label ?? '',
        data: report.zipf.map(({ rank, frequency }) => ({ x: rank, y: frequency })),
        borderColor: theme.line('train'),
        backgroundColor: theme.line('train'),
        pointRadius: 2,
        borderWidth: 1,
      },
      {
        label: law?.label ?? '',
        data: zipfLine(report),
        borderColor: theme.line('validation'),
        borderDash: [6, 3],
        pointRadius: 0,
        borderWidth: 2,
      },
    ];
    this.chart.options.scales = themedScales(
      theme,
      { title: say('page.vocabulary.rank'), logarithmic: true },
      { title: say('page.vocabulary.frequency'), logarithmic: true },
    );
    Object.assign(this.chart.options.plugins ?? {}, { tooltip: themedTooltip(theme) });
    this.chart.update('none');
    this.canvas.setAttribute('aria-label', say('page.vocabulary.chart', { exponent: report.zipfExponent }));
  }
}
