/** Several runs over each other: their curves, results, what differs in their settings, what they write at the end. */
import type { ComparedRun } from '../src/protocol/page';
import { ChartSection } from './chartSection';
import { comparedCurves, labelOf } from './chart/curves';
import type { ChartView } from './chart/view';
import { resultRows, settingRows, type ComparisonRow } from './comparisonTable';
import { element, rowOf, scrolling, tableOf } from './dom';
import { say } from './words';

export class ComparisonView {
  readonly root = element('section', { class: 'compared', 'aria-label': say('page.compare') });
  private readonly chart: ChartSection;
  private readonly tables = element('div', { class: 'compared-tables' });
  private shown: readonly ComparedRun[] | undefined;

  constructor(view: ChartView, keep: (view: ChartView) => void) {
    this.chart = new ChartSection(view, keep);
    this.root.append(element('h1', {}, say('page.compare')), this.chart.root, this.tables);
  }

  update(compared: readonly ComparedRun[]): void {
    if (compared === this.shown) return;
    this.shown = compared;
    const runs = compared.map(({ run }) => run);
    const names = runs.map(run => labelOf(run, runs));
    this.chart.update(comparedCurves(runs));
    const settings = settingRows(compared);
    this.tables.replaceChildren(
      element('h2', {}, say('page.compare.results')),
      comparing(names, resultRows(runs)),
      element('h2', {}, say('page.compare.settings')),
      settings.length > 0 ? comparing(names, settings) : element('p', {}, say('page.compare.sameSettings')),
      element('h2', {}, say('page.compare.samples')),
      comparing(names, samplesOf(compared)),
    );
  }
}

/** A row a beginning that all have continued; the last continuation of each run. */
function samplesOf(compared: readonly ComparedRun[]): ComparisonRow[] {
  const last = compared.map(
    ({ run }) => new Map(run.samples.map(({ prefix, continuation }) => [prefix, continuation])),
  );
  const prefixes = [...new Set(last.flatMap(samples => [...samples.keys()]))];
  return prefixes.map((prefix): ComparisonRow => [prefix, ...last.map(samples => samples.get(prefix) ?? '–')]);
}

const comparing = (names: readonly string[], rows: readonly ComparisonRow[]): HTMLElement =>
  scrolling(tableOf(['', ...names], ...rows.map(row => rowOf(...row))));
