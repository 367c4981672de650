/** How well texts are labelled, as lines. */
import type { LabelEvaluation, LabelReport } from '../protocol/labels';
import { classFigures, labelSummary } from '../words/labelFigures';
import { padded, say, sentence } from './terminal';

/** Labels and wrong texts that are listed. */
const mostClasses = 40;
const mostWrong = 5;
const mostCharacters = 100;

export function labelReportLines(report: LabelReport): string[] {
  const { voices, classes, wrong } = report;
  const shown = classes.slice(0, mostClasses);
  const width = Math.max(12, ...shown.map(({ label }) => label.length + 2));
  const rows = shown.map(of => Object.values(classFigures).map(figureOf => sentence(figureOf(of))));
  const column = 2 + Math.max(9, ...rows.flat().map(({ length }) => length));
  const cells = (of: readonly string[]): string => of.map(cell => cell.padStart(column)).join('');
  const [texts, ...figures] = headings.map(key => say(key));
  return [
    sentence(labelSummary(report)),
    ...voices.map(
      voice => `  ${padded(say(`labels.voice.${voice.name}`), 24)}${say('labels.share', { share: voice.accuracy })}`,
    ),
    `  ${padded(say('labels.label'), width)}${(texts ?? '').padStart(8)}${cells(figures)}`,
    ...shown.map(
      ({ label, count }, index) =>
        `  ${padded(say('name', { name: label }), width)}${String(count).padStart(8)}${cells(rows[index]!)}`,
    ),
    `  ${say('labels.within')}`,
    ...(wrong.length === 0 ? [] : [say('terminal.labels.wrong')]),
    ...wrong
      .slice(0, mostWrong)
      .flatMap(({ text, label, prediction, probability }) => [
        `  ${say('page.labels.wrongOne', { prediction, label, probability })}`,
        `    ${say('name', { name: text.slice(0, mostCharacters) })}`,
      ]),
  ];
}

const headings = ['labels.texts', 'labels.precision', 'labels.recall', 'labels.f1'] as const;

export const labelEvaluationLines = ({ notes, report, unknown }: LabelEvaluation): string[] => [
  ...notes.map(sentence),
  ...labelReportLines(report),
  ...(unknown > 0 ? [say('labels.unknown', { count: unknown })] : []),
];
