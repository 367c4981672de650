/** The value of a report on the chart's horizontal axis. */
import type { Run } from '../../src/protocol/run';

export const axes = ['epoch', 'step', 'time', 'characters'] as const;
/** 'time': seconds of training; 'characters': characters read of the training part, repeated ones included. */
export type AxisKind = (typeof axes)[number];

interface Report {
  step: number;
  epoch: number;
}

export function placesOn(axis: AxisKind, { metrics, corpus }: Pick<Run, 'metrics' | 'corpus'>): (at: Report) => number {
  switch (axis) {
    case 'epoch':
      return ({ epoch }) => epoch;
    case 'step':
      return ({ step }) => step;
    case 'time':
      return ({ step }) => secondsAt(metrics, step);
    case 'characters': {
      const { characters, tokens, validationTokens } = corpus ?? { characters: 0, tokens: 1, validationTokens: 0 };
      const once = (characters * (tokens - validationTokens)) / Math.max(1, tokens);
      return ({ epoch }) => epoch * once;
    }
  }
}

/** Interpolates the time linearly by step between two reports. @param metrics in the order of steps */
function secondsAt(metrics: Run['metrics'], step: number): number {
  let [low, high] = [0, metrics.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (metrics[middle]!.step < step) low = middle + 1;
    else high = middle;
  }
  const before = metrics[low - 1] ?? { step: 0, seconds: 0 };
  const after = metrics[low];
  if (!after) return before.seconds;
  const share = (step - before.step) / Math.max(1, after.step - before.step);
  return before.seconds + share * (after.seconds - before.seconds);
}
