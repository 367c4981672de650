/** A chart with its controls: figure, horizontal axis, scale, smoothing and zoom. */
import { CurveChart } from './chart/curveChart';
import type { Curves } from './chart/curves';
import { axes } from './chart/places';
import { titleOf } from './chart/series';
import { chartKinds, mostSmoothing, toggled, type ChartKind, type ChartView } from './chart/view';
import { element, quietButton, setText, setVisible } from './dom';
import { post } from './vscodeApi';
import { say } from './words';

export class ChartSection {
  readonly root = element('section', { class: 'chart', 'aria-label': say('page.curves') });
  private readonly chart: CurveChart;
  private readonly tabs = chartKinds.map(kind => this.tabOf(kind));
  private readonly axis = element('select', {}, ...axes.map(axis => new Option(say(`page.axis.${axis}`), axis)));
  private readonly logarithmic = element('input', { type: 'checkbox' });
  private readonly smoothing = element('input', { type: 'range', min: '0', max: String(mostSmoothing), step: '0.01' });
  private readonly wholeRun = quietButton(say('page.chart.showAll'), () => this.chart.showAll());
  private readonly picture = quietButton(say('page.chart.savePicture'), () =>
    post({ kind: 'savePicture', chart: this.shown.kind, ...this.chart.picture() }),
  );
  private curves: Curves | undefined;

  constructor(
    private view: ChartView,
    private readonly keep: (view: ChartView) => void,
  ) {
    const canvas = element('canvas', { role: 'img', title: say('page.chart.howToZoom') });
    this.chart = new CurveChart(
      canvas,
      view,
      change => this.change(change),
      isZoomed => setVisible(this.wholeRun, isZoomed),
    );
    setVisible(this.wholeRun, false);
    this.listen();
    this.root.append(
      element(
        'div',
        { class: 'chart-head' },
        element('div', { class: 'tabs', role: 'group', 'aria-label': say('page.curve') }, ...this.tabs),
        this.chart.legend.root,
      ),
      element(
        'div',
        { class: 'chart-box' },
        canvas,
        element('span', { class: 'chart-hint', 'aria-hidden': 'true' }, say('page.chart.howToZoom')),
      ),
      element(
        'div',
        { class: 'chart-choices' },
        element('label', {}, say('page.chart.over'), this.axis),
        element('label', {}, this.logarithmic, say('page.chart.logarithmic')),
        element('label', {}, say('page.chart.smoothing'), this.smoothing),
        this.picture,
        this.wholeRun,
      ),
    );
    this.mark();
  }

  update(curves: Curves): void {
    this.curves = curves;
    for (const tab of this.tabs) {
      const kind = chartKinds.find(known => known === tab.dataset['kind']);
      if (kind) setText(tab, say(titleOf(kind, curves.ofTokens)));
      setVisible(tab, kind !== undefined && curves.charts.includes(kind));
    }
    // A series has no characters to speak of.
    for (const option of this.axis.options) option.hidden = option.value === 'characters' && !curves.ofTokens;
    this.mark();
    this.draw();
  }

  /** The chosen view, with another figure or axis if the run lacks the chosen one. */
  private get shown(): ChartView {
    const charts: readonly ChartKind[] = this.curves?.charts ?? chartKinds;
    const { kind, axis } = this.view;
    return {
      ...this.view,
      kind: charts.includes(kind) ? kind : (charts[0] ?? kind),
      axis: axis === 'characters' && this.curves?.ofTokens === false ? 'epoch' : axis,
    };
  }

  private listen(): void {
    this.axis.addEventListener('change', () =>
      this.change({ axis: axes.find(axis => axis === this.axis.value) ?? 'epoch' }),
    );
    this.logarithmic.addEventListener('change', () =>
      this.change({ logarithmic: toggled(this.view.logarithmic, this.shown.kind) }),
    );
    this.smoothing.addEventListener('input', () => this.change({ smoothing: Number(this.smoothing.value) }));
  }

  private change(change: Partial<ChartView>): void {
    this.view = { ...this.view, ...change };
    this.keep(this.view);
    this.mark();
    this.draw();
  }

  private draw(): void {
    if (this.curves) this.chart.show(this.curves, this.shown);
  }

  private tabOf(kind: ChartKind): HTMLButtonElement {
    const tab = element('button', { class: 'tab', type: 'button', 'data-kind': kind }, say(`page.chart.${kind}`));
    tab.addEventListener('click', () => this.change({ kind }));
    return tab;
  }

  private mark(): void {
    const { kind, axis, logarithmic, smoothing } = this.shown;
    for (const tab of this.tabs) tab.setAttribute('aria-pressed', String(tab.dataset['kind'] === kind));
    this.axis.value = axis;
    this.logarithmic.checked = logarithmic.includes(kind);
    this.smoothing.value = String(smoothing);
  }
}
