/** A vocabulary: size, coverage, the most frequent tokens, and Zipf's line. */
import { Chart } from 'chart.js';
import type { VocabularyReport } from '../src/protocol/worker';
import { rowOf } from './details';
import { element, setVisible } from './dom';
import { formatCount, formatNumber } from './format';
import { onThemeChange, readColours } from './theme';
import { visibleToken, zipfLine } from './zipf';

export class VocabularyView {
  readonly root = element('section', { class: 'vocabulary', 'aria-label': 'Vocabulary' });
  private readonly heading = element('h2');
  private readonly facts = element('table');
  private readonly top = element('table', { class: 'top-tokens' });
  private readonly canvas = element('canvas', { role: 'img' });
  private chart: Chart | undefined;
  private report: VocabularyReport | undefined;

  constructor() {
    this.root.append(
      this.heading,
      this.facts,
      element('div', { class: 'chart-box' }, this.canvas),
      element(
        'details',
        { open: '' },
        element('summary', {}, 'Most frequent tokens'),
        element('div', { class: 'scroll' }, this.top),
      ),
    );
    onThemeChange(() => {
      this.draw();
    });
  }

  update(report: VocabularyReport | undefined): void {
    setVisible(this.root, report !== undefined);
    if (report === undefined || report === this.report) return;
    this.report = report;
    this.heading.textContent = `Vocabulary of ${report.name}`;
    this.facts.replaceChildren(
      rowOf(['Size', `${formatCount(report.size)} tokens`]),
      rowOf(['Coverage', `${(100 * report.coverage).toFixed(2)} % of the text's ${formatCount(report.tokens)} tokens`]),
      rowOf(['Too rare', `${formatCount(report.droppedTypes)} different tokens were left out`]),
      rowOf(['Zipf exponent', `${formatNumber(report.zipfExponent)} (frequency falls with rank to this power)`]),
    );
    this.top.replaceChildren(
      ...report.top.map(({ token, frequency }) => rowOf([visibleToken(token), formatCount(frequency)])),
    );
    this.draw();
  }

  private draw(): void {
    const { report } = this;
    if (!report) return;
    const colours = readColours();
    const measured = report.zipf.map(({ rank, frequency }) => ({ x: rank, y: frequency }));
    this.canvas.setAttribute(
      'aria-label',
      `Frequency by rank on logarithmic axes; exponent ${formatNumber(report.zipfExponent)}`,
    );
    const axis = (text: string) => ({
      type: 'logarithmic' as const,
      title: { display: true, text, color: colours.muted },
      grid: { color: colours.grid },
      ticks: { color: colours.muted, maxTicksLimit: 6 },
    });
    this.chart?.destroy();
    this.chart = new Chart(this.canvas, {
      type: 'line',
      data: {
        datasets: [
          {
            label: 'Measured',
            data: measured,
            borderColor: colours.train,
            backgroundColor: colours.train,
            pointRadius: 2,
            borderWidth: 1,
          },
          {
            label: 'Zipf fit',
            data: zipfLine(report),
            borderColor: colours.validation,
            borderDash: [6, 3],
            pointRadius: 0,
            borderWidth: 2,
          },
        ],
      },
      options: {
        animation: false,
        parsing: false,
        maintainAspectRatio: false,
        scales: { x: axis('Rank'), y: axis('Frequency') },
        plugins: { legend: { align: 'end', labels: { color: colours.foreground, boxWidth: 28, boxHeight: 0 } } },
      },
    });
  }
}
