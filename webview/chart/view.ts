/** A person's choices for the chart of a run; they are kept when the page is closed. */
import { axes, type AxisKind } from './places';

export const chartKinds = ['perplexity', 'loss', 'bits', 'gradientNorm', 'learningRate', 'speed', 'voices'] as const;
export type ChartKind = (typeof chartKinds)[number];

export interface ChartView {
  kind: ChartKind;
  axis: AxisKind;
  /** Charts whose vertical axis is logarithmic. */
  logarithmic: readonly ChartKind[];
  /** The weight of the earlier points in each point of a smoothed line, 0..0.99. */
  smoothing: number;
  /** Lines that are not drawn, by their label. */
  hidden: readonly string[];
}

export const usualView: ChartView = {
  kind: 'perplexity',
  axis: 'epoch',
  logarithmic: ['perplexity'],
  smoothing: 0,
  hidden: [],
};

export const mostSmoothing = 0.99;

/** The valid part of a stored choice, with defaults for the rest. */
export function readView(stored: unknown): ChartView {
  if (typeof stored !== 'object' || stored === null) return usualView;
  const { kind, axis, logarithmic, smoothing } = stored as Partial<Record<keyof ChartView, unknown>>;
  return {
    kind: chartKinds.find(known => known === kind) ?? usualView.kind,
    axis: axes.find(known => known === axis) ?? usualView.axis,
    logarithmic: Array.isArray(logarithmic)
      ? chartKinds.filter(known => logarithmic.includes(known))
      : usualView.logarithmic,
    smoothing: typeof smoothing === 'number' && smoothing >= 0 && smoothing <= mostSmoothing ? smoothing : 0,
    // Labels depend on the run and the language, so they are not stored.
    hidden: [],
  };
}

/** Adds the item to the list, or removes it if it is in the list. */
export const toggled = <T>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter(other => other !== item) : [...list, item];
