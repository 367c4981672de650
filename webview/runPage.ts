/** The page of a run, top to bottom. */
import type { Message } from '../src/protocol/message';
import type { FromPage } from '../src/protocol/page';
import { isOver, type Run } from '../src/protocol/run';
import { CurveChart } from './chart/curveChart';
import { chartKinds, type ChartKind } from './chart/series';
import { Details } from './details';
import { element } from './dom';
import { Header } from './header';
import { Progress, Tiles } from './progress';
import { Samples } from './samples';
import { saveState, type PageState } from './vscodeApi';
import { say } from './words';

export class RunPage {
  readonly root = element('main');
  private readonly header: Header;
  private readonly progress = new Progress();
  private readonly tiles = new Tiles();
  private readonly chart: CurveChart;
  private readonly samples = new Samples();
  private readonly details = new Details();
  private readonly tabs: HTMLButtonElement[];
  private kind: ChartKind;
  private run: Run | undefined;

  constructor(post: (message: FromPage) => void, state: PageState) {
    this.kind = state.chart;
    this.header = new Header(post);
    const canvas = element('canvas', { role: 'img' });
    this.chart = new CurveChart(canvas);
    this.tabs = chartKinds.map(kind => this.tabOf(kind));
    this.root.append(
      this.header.root,
      this.progress.root,
      this.tiles.root,
      element(
        'section',
        { class: 'chart', 'aria-label': say('page.curves') },
        element(
          'div',
          { class: 'chart-head' },
          element('div', { class: 'tabs', role: 'group', 'aria-label': say('page.curve') }, ...this.tabs),
          this.chart.legend.root,
        ),
        element('div', { class: 'chart-box' }, canvas),
      ),
      this.samples.root,
      this.details.root,
    );
    this.markTab();
  }

  update(run: Run, notice: Message | undefined): void {
    this.run = run;
    this.header.update(run, notice, Date.now());
    this.progress.update(run);
    this.tiles.update(run);
    this.chart.show(run, this.kind);
    this.samples.update(run.samples, !isOver(run));
    this.details.update(run);
  }

  tick(run: Run): void {
    this.header.tick(run, Date.now());
  }

  private tabOf(kind: ChartKind): HTMLButtonElement {
    const tab = element('button', { class: 'tab', type: 'button', 'data-kind': kind }, say(`page.chart.${kind}`));
    tab.addEventListener('click', () => {
      this.kind = kind;
      saveState({ chart: kind });
      this.markTab();
      if (this.run) this.chart.show(this.run, kind);
    });
    return tab;
  }

  private markTab(): void {
    for (const tab of this.tabs) tab.setAttribute('aria-pressed', String(tab.dataset['kind'] === this.kind));
  }
}
