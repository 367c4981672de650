/** A vocabulary: size, coverage, the most frequent tokens, and Zipf's line. */
import type { VocabularyReport } from '../src/protocol/worker';
import { Legend } from './chart/legend';
import { ZipfChart, zipfLegend } from './chart/zipfChart';
import { element, rowOf, setText, setVisible } from './dom';
import { formatCount, formatNumber } from './format';
import { visibleToken } from './tokens';

export class VocabularyView {
  readonly root = element('section', { class: 'vocabulary', 'aria-label': 'Vocabulary' });
  private readonly heading = element('h2');
  private readonly facts = element('table');
  private readonly top = element('table', { class: 'top-tokens' });
  private readonly chart: ZipfChart;
  private report: VocabularyReport | undefined;

  constructor() {
    const canvas = element('canvas', { role: 'img' });
    const legend = new Legend();
    legend.update(zipfLegend);
    this.chart = new ZipfChart(canvas);
    this.root.append(
      this.heading,
      this.facts,
      element(
        'div',
        {},
        element('div', { class: 'chart-head' }, element('h3', {}, 'Frequency by rank'), legend.root),
        element('div', { class: 'chart-box' }, canvas),
      ),
      element(
        'details',
        { open: '' },
        element('summary', {}, 'Most frequent tokens'),
        element('div', { class: 'scroll', tabindex: '0' }, this.top),
      ),
    );
  }

  update(report: VocabularyReport | undefined): void {
    setVisible(this.root, report !== undefined);
    if (report === undefined || report === this.report) return;
    this.report = report;
    setText(this.heading, `Vocabulary of ${report.name}`);
    this.facts.replaceChildren(
      rowOf('Size', `${formatCount(report.size)} tokens`),
      rowOf('Coverage', `${(100 * report.coverage).toFixed(2)} % of the text's ${formatCount(report.tokens)} tokens`),
      rowOf('Too rare', `${formatCount(report.droppedTypes)} different tokens were left out`),
      rowOf('Zipf exponent', `${formatNumber(report.zipfExponent)} (frequency falls with rank to this power)`),
    );
    this.top.replaceChildren(
      ...report.top.map(({ token, frequency }) => rowOf(visibleToken(token), formatCount(frequency))),
    );
    this.chart.show(report);
  }
}
