/** A vocabulary: size, coverage, the most frequent tokens, and the line fitted to Zipf's law. */
import type { VocabularyReport } from '../src/protocol/worker';
import { Legend } from './chart/legend';
import { ZipfChart, zipfLegend } from './chart/zipfChart';
import { element, rowOf, scrolling, setText, setVisible } from './dom';
import { visibleToken } from './tokens';
import { count, say } from './words';

export class VocabularyView {
  readonly root = element('section', { class: 'vocabulary', 'aria-label': say('page.vocabulary') });
  private readonly heading = element('h2');
  private readonly facts = element('table');
  private readonly top = element('table', { class: 'top-tokens' });
  private readonly chart: ZipfChart;
  private report: VocabularyReport | undefined;

  constructor() {
    const canvas = element('canvas', { role: 'img' });
    const legend = new Legend();
    legend.update(zipfLegend());
    this.chart = new ZipfChart(canvas);
    this.root.append(
      this.heading,
      this.facts,
      element(
        'div',
        {},
        element('div', { class: 'chart-head' }, element('h3', {}, say('page.vocabulary.frequencyByRank')), legend.root),
        element('div', { class: 'chart-box' }, canvas),
      ),
      element(
        'details',
        { open: '' },
        element('summary', {}, say('page.vocabulary.mostFrequent')),
        scrolling(this.top),
      ),
    );
  }

  update(report: VocabularyReport | undefined): void {
    setVisible(this.root, report !== undefined);
    if (report === undefined || report === this.report) return;
    this.report = report;
    setText(this.heading, say('page.vocabulary.of', { name: report.name }));
    this.facts.replaceChildren(
      rowOf(say('page.vocabulary.size'), say('page.facts.tokens', { count: report.size })),
      rowOf(
        say('page.vocabulary.coverage'),
        say('page.vocabulary.coverage.value', { share: report.coverage, tokens: report.tokens }),
      ),
      rowOf(say('page.vocabulary.tooRare'), say('page.vocabulary.tooRare.value', { count: report.droppedTypes })),
      rowOf(say('page.vocabulary.exponent'), say('page.vocabulary.exponent.value', { exponent: report.zipfExponent })),
    );
    this.top.replaceChildren(...report.top.map(({ token, frequency }) => rowOf(visibleToken(token), count(frequency))));
    this.chart.show(report);
  }
}
