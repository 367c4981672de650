/** Compares several runs: curves, results, differences of their settings, and their last samples. */
import type { Run } from '../src/protocol/run';
import { ChartSection } from './chartSection';
import { comparedCurves, labelOf } from './chart/curves';
import type { ChartView } from './chart/view';
import { resultRows, settingRows, type ComparisonRow } from './comparisonTable';
import { element, quietButton, rowOf, scrolling, tableOf } from './dom';
import { holdsFocus } from './focus';
import { post } from './vscodeApi';
import { say } from './words';

export class ComparisonView {
  readonly root = element('section', { class: 'compared', 'aria-label': say('page.compare') });
  private readonly chart: ChartSection;
  private readonly tables = element('div', { class: 'compared-tables' });
  private shown: readonly Run[] | undefined;

  constructor(view: ChartView, keep: (view: ChartView) => void) {
    this.chart = new ChartSection(view, keep);
    this.root.append(element('h1', {}, say('page.compare')), this.chart.root, this.tables);
  }

  update(runs: readonly Run[]): void {
    if (runs === this.shown) return;
    this.shown = runs;
    const names = runs.map(run => labelOf(run, runs));
    this.chart.update(comparedCurves(runs));
    const settings = settingRows(runs);
    const hadFocus = holdsFocus(this.tables);
    this.tables.replaceChildren(
      element('h2', {}, say('page.compare.results')),
      comparing(names, resultRows(runs)),
      ...(runs.some(lacksKeysSaved)
        ? [quietButton(say('page.compare.measureKeys'), () => post({ kind: 'measureKeysSaved' }))]
        : []),
      element('h2', {}, say('page.compare.settings')),
      settings.length > 0 ? comparing(names, settings) : element('p', {}, say('page.compare.sameSettings')),
      element('h2', {}, say('page.compare.samples')),
      comparing(names, samplesOf(runs)),
    );
    // The button that had the focus may have been removed.
    if (hadFocus) this.tables.querySelector<HTMLElement>('.scroll')?.focus();
  }
}

/** The keys saved by suggestions are measured only on request. */
const lacksKeysSaved = ({ use, status, keysSaved }: Run): boolean =>
  use === 'continue' && status.state === 'ended' && keysSaved === undefined;

/** One row per prefix that all runs continued, with the last continuation of each run. */
function samplesOf(runs: readonly Run[]): ComparisonRow[] {
  const last = runs.map(({ samples }) => new Map(samples.map(({ prefix, continuation }) => [prefix, continuation])));
  const prefixes = [...new Set(last.flatMap(samples => [...samples.keys()]))];
  return prefixes.map((prefix): ComparisonRow => [prefix, ...last.map(samples => samples.get(prefix) ?? '–')]);
}

const comparing = (names: readonly string[], rows: readonly ComparisonRow[]): HTMLElement =>
  scrolling(tableOf(['', ...names], ...rows.map(row => rowOf(...row))));
