/** How well texts are labelled, as lines. */
import type { LabelReport } from '../protocol/labels';
import { padded } from './format';
import { say } from './terminal';

/** Labels and wrong texts that are listed. */
const mostClasses = 40;
const mostWrong = 5;
const mostCharacters = 100;

export function labelReportLines({
  texts,
  accuracy,
  interval,
  macroF1,
  calibrationError,
  voices,
  classes,
  wrong,
}: LabelReport): string[] {
  const width = Math.max(12, ...classes.slice(0, mostClasses).map(({ label }) => label.length + 2));
  const cell = (value: number): string => say('labels.figure', { value }).padStart(11);
  return [
    say('labels.summary', {
      texts,
      share: accuracy,
      from: interval[0],
      to: interval[1],
      f1: macroF1,
      error: calibrationError,
    }),
    ...voices.map(
      voice => `  ${padded(say(`labels.voice.${voice.name}`), 24)}${say('labels.share', { share: voice.accuracy })}`,
    ),
    `  ${padded(say('labels.label'), width)}${headings.map(key => say(key).padStart(11)).join('')}`,
    ...classes
      .slice(0, mostClasses)
      .map(({ label, count, precision, recall, f1 }) =>
        [
          `  ${padded(say('name', { name: label }), width)}`,
          String(count).padStart(11),
          cell(precision),
          cell(recall),
          cell(f1),
        ].join(''),
      ),
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
