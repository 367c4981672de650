/** The report on a series: a chart, the errors of the methods, and the forecast as a table. */
import { stepsAhead, type ForecasterReport, type SeriesReport } from '../src/protocol/forecast';
import { message } from '../src/words/message';
import { SeriesChart } from './chart/seriesChart';
import { element, quietButton, rowOf, scrolling, setText, setVisible, tableOf } from './dom';
import { number, say, sentence } from './words';

export class SeriesReportView {
  readonly root = element('section', { class: 'series', 'aria-label': say('page.series.chart') });
  private parts: { title: HTMLElement; chart: SeriesChart; tables: HTMLElement } | undefined;
  private drawn: SeriesReport | undefined;

  update(report: SeriesReport | undefined): void {
    setVisible(this.root, report !== undefined);
    if (!report || report === this.drawn) return;
    this.drawn = report;
    // Built only on pages with a series.
    this.parts ??= this.build();
    const { title, chart, tables } = this.parts;
    setText(title, say('page.series', { name: report.name }));
    chart.show(report);
    tables.replaceChildren(
      element('h3', {}, say('page.series.methods')),
      scrolling(methodsTable(report)),
      element('p', { class: 'description' }, say('series.explained', { count: report.season })),
      element('h3', {}, say('page.series.ahead')),
      scrolling(aheadTable(report)),
      element('h3', {}, say('page.series.table')),
      scrolling(forecastTable(report)),
    );
  }

  private build(): NonNullable<SeriesReportView['parts']> {
    const [title, tables] = [element('h2'), element('div', { class: 'labels' })];
    const canvas = element('canvas', { role: 'img', title: say('page.series.howToZoom') });
    const end = quietButton(say('page.series.showEnd'), () => chart.showEnd());
    const chart = new SeriesChart(canvas, isZoomed => setVisible(end, isZoomed));
    setVisible(end, false);
    const all = quietButton(say('page.series.showAll'), () => chart.showAll());
    this.root.append(
      title,
      element('div', { class: 'chart-head' }, chart.legend.root),
      element('div', { class: 'chart-box' }, canvas),
      element('div', { class: 'chart-choices' }, all, end),
      tables,
    );
    return { title, chart, tables };
  }
}

const figure = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? '–' : number(value);
const share = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? '–' : say('series.share', { share: value });

function row({ name }: ForecasterReport, winner: SeriesReport['winner'], ...cells: string[]): HTMLElement {
  const method = message(`series.forecaster.${name}`);
  const made = rowOf(sentence(name === winner ? message('series.answering', { method }) : method), ...cells);
  made.classList.toggle('winner', name === winner);
  return made;
}

const methodsTable = ({ methods, winner, noise }: SeriesReport): HTMLElement =>
  tableOf(
    (['method', 'mae', 'rmse', 'mase', 'coverage', 'trust'] as const).map(of => say(`series.${of}`)),
    ...methods.map(of =>
      row(of, winner, figure(of.mae), figure(of.rmse), figure(of.mase), share(of.coverage), share(of.trust[0])),
    ),
    ...(noise ? [rowOf(say('series.noise'), ...[noise.mae, noise.rmse, noise.mase].map(figure), '', '')] : []),
  );

function aheadTable({ methods, answers }: SeriesReport): HTMLElement {
  const answered = answers && rowOf(say('series.answered'), ...answers.map(({ mase }) => figure(mase)));
  answered?.classList.add('winner');
  return tableOf(
    [say('series.method'), ...stepsAhead.map(steps => say('series.ahead', { steps }))],
    ...methods.map(({ name, ahead }) => rowOf(say(`series.forecaster.${name}`), ...ahead.map(figure))),
    ...(answers && answered
      ? [answered, rowOf(say('series.within'), ...answers.map(({ within }) => share(within)))]
      : []),
  );
}

const forecastTable = ({ forecast }: SeriesReport): HTMLElement =>
  tableOf(
    [say('page.series.when'), ...[10, 50, 90].map(of => say('series.share', { share: of / 100 }))],
    ...forecast.map(({ when, low, middle, high }) =>
      rowOf(when, ...[low, middle, high].map(value => say('series.value', { value }))),
    ),
  );
