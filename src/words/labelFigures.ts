/** Figures of a classifier with their confidence intervals, which reports of earlier versions lack. */
import type { ClassReport, LabelReport } from '../protocol/labels';
import type { Message } from '../protocol/message';
import { message } from './message';

const figure = (value: number, within: readonly [number, number] | undefined): Message =>
  within
    ? message('labels.figureWithin', { value, from: within[0], to: within[1] })
    : message('labels.figure', { value });

export const labelSummary = ({
  texts,
  accuracy,
  interval,
  macroF1,
  macroF1Interval,
  calibrationError,
}: LabelReport): Message =>
  message('labels.summary', {
    texts,
    share: accuracy,
    from: interval[0],
    to: interval[1],
    f1: figure(macroF1, macroF1Interval),
    error: calibrationError,
  });

export const classFigures = {
  precision: ({ precision, intervals }: ClassReport): Message => figure(precision, intervals?.precision),
  recall: ({ recall, intervals }: ClassReport): Message => figure(recall, intervals?.recall),
  f1: ({ f1, intervals }: ClassReport): Message => figure(f1, intervals?.f1),
} as const;
