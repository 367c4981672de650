/** The evaluation of a classifier on held-out texts: its parts, each label, the confusion matrix, calibration. */
import type { LabelReport } from '../src/protocol/labels';
import { classFigures, labelSummary } from '../src/words/labelFigures';
import { message } from '../src/words/message';
import { element, rowOf, scrolling, setVisible, tableOf } from './dom';
import { number, say, sentence } from './words';

/** The largest number of labels in the confusion matrix; more would be unreadable. */
const mostInTable = 25;
const mostWrong = 30;

export class LabelReportView {
  readonly root = element('section', { class: 'labels', 'aria-label': say('page.labels') });
  private drawn: LabelReport | undefined;

  update(report: LabelReport | undefined): void {
    setVisible(this.root, report !== undefined);
    if (!report || report === this.drawn) return;
    this.drawn = report;
    // When the page is rebuilt with the same report, opened details stay open.
    const wasOpen = this.root.querySelector('details')?.open ?? false;
    this.root.replaceChildren(
      element('h2', {}, say('page.labels')),
      element('p', { class: 'description' }, sentence(labelSummary(report))),
      ...titled('page.labels.voices', voicesTable(report)),
      ...titled('page.labels.classes', classesTable(report)),
      element('p', { class: 'description' }, say('labels.within')),
      ...(report.classes.length <= mostInTable ? titled('page.labels.confusion', confusionTable(report)) : []),
      ...titled('page.labels.reliability', reliabilityTable(report)),
      ...(report.wrong.length > 0 ? [wrongList(report, wasOpen)] : []),
    );
  }
}

const percent = (share: number): string => (Number.isFinite(share) ? say('labels.share', { share }) : '–');

/** Rounded to 0.0001 nats; smaller values count as 0. */
const lossOf = (loss: number): string => number(Number(loss.toFixed(4)));

const titled = (title: Parameters<typeof message>[0], table: HTMLElement): HTMLElement[] => [
  element('h3', {}, sentence({ key: title })),
  scrolling(table),
];

const voicesTable = ({ voices, accuracy, loss }: LabelReport): HTMLElement =>
  tableOf(
    ['', say('labels.accuracy'), say('page.chart.loss'), say('labels.trust')],
    ...voices.map(voice =>
      rowOf(say(`labels.voice.${voice.name}`), percent(voice.accuracy), lossOf(voice.loss), number(voice.trust)),
    ),
    rowOf(say('labels.together'), percent(accuracy), lossOf(loss), ''),
  );

const classesTable = ({ classes }: LabelReport): HTMLElement =>
  tableOf(
    [say('labels.label'), say('labels.texts'), say('labels.precision'), say('labels.recall'), say('labels.f1')],
    ...classes.map(of =>
      rowOf(of.label, String(of.count), ...Object.values(classFigures).map(figureOf => sentence(figureOf(of)))),
    ),
  );

/** Rows are true labels, columns are predictions; the intensity is the share of the row. */
function confusionTable({ classes, confusion }: LabelReport): HTMLElement {
  const names = classes.map(({ label }) => label);
  const table = tableOf(
    ['', ...names],
    ...confusion.map((counts, label) => {
      const all = counts.reduce((sum, count) => sum + count, 0);
      const cells = counts.map((count, prediction) => {
        const title = say('page.labels.confusion.cell', {
          label: names[label] ?? '',
          prediction: names[prediction] ?? '',
          count,
        });
        const cell = element(
          'td',
          { title, class: label === prediction ? 'right' : '' },
          count === 0 ? '·' : String(count),
        );
        cell.style.setProperty('--weight', (all === 0 ? 0 : count / all).toFixed(3));
        return cell;
      });
      return element('tr', {}, element('th', { scope: 'row' }, names[label] ?? ''), ...cells);
    }),
  );
  table.className = 'confusion';
  return table;
}

/** If probabilities are well calibrated, 80 of 100 answers with probability 80 % are right, and both bars have the same length. */
function reliabilityTable({ reliability }: LabelReport): HTMLElement {
  const rows = reliability.map(({ count, confidence, accuracy }) =>
    rowOf(String(count), bar(confidence, 'sure'), bar(accuracy, 'right')),
  );
  const table = tableOf([say('labels.texts'), say('page.labels.sure'), say('page.labels.right')], ...rows);
  table.className = 'reliability';
  return table;
}

function bar(share: number, kind: string): HTMLElement {
  const drawn = element('span', { class: `bar ${kind}` }, element('span', { class: 'figure' }, percent(share)));
  drawn.style.setProperty('--share', share.toFixed(3));
  return drawn;
}

const wrongList = ({ wrong }: LabelReport, isOpen: boolean): HTMLElement =>
  element(
    'details',
    isOpen ? { open: '' } : {},
    element('summary', {}, say('page.labels.wrong')),
    element(
      'ul',
      {},
      ...wrong
        .slice(0, mostWrong)
        .map(({ text, label, prediction, probability }) =>
          element(
            'li',
            {},
            element('span', { class: 'sample-when' }, say('page.labels.wrongOne', { prediction, label, probability })),
            element('p', { class: 'sample-text' }, text),
          ),
        ),
    ),
  );
