/** Types of series and forecasts in messages between host, page and worker. */
import type { Message } from './message';

/** The most values of a series; of a longer one the newest are read. */
export const mostValues = 50_000;

/** Methods of forecasting; the last is the combination of the others, weighted by their past errors. */
export const forecasters = [
  'naive',
  'seasonal',
  'drift',
  'theta',
  'autoregression',
  'specialDays',
  'vector',
  'network',
  'together',
] as const;
export type ForecasterName = (typeof forecasters)[number];

/** The numbers of steps ahead that are evaluated. */
export const stepsAhead = [1, 4, 16, 64] as const;

/** The series found in a source. */
export interface FoundSeries {
  column: string;
  /** Other columns of numbers that could be forecast. */
  others: string[];
  /** For a table with several series below one another: the column that distinguishes them and its values; the first value's series was read. */
  rows?: { column: string; values: string[] };
  count: number;
  /** The first and the last date; absent without dates. */
  dates?: { first: string; last: string; every: number; unit: SeriesUnit };
  season: number;
}

export const seriesUnits = ['second', 'minute', 'hour', 'day', 'workday', 'week', 'month', 'quarter', 'year'] as const;
export type SeriesUnit = (typeof seriesUnits)[number];

export const dateOrders = ['year first', 'day first', 'month first'] as const;

/** The format of dates in a table. */
export interface DateWriting {
  order: (typeof dateOrders)[number];
  mark: string;
  padded: boolean;
}

export interface InspectSeriesRequest<Source> {
  source: Source;
  /** Options of `seriesColumnsTable`. */
  columns: unknown;
}

export interface ForecasterReport {
  name: ForecasterName;
  /** Mean absolute error one step ahead, in the unit of the values; NaN without held-out values. */
  mae: number;
  rmse: number;
  /** Mean absolute error divided by the mean absolute difference between consecutive seasons of the earlier values. */
  mase: number;
  /** Share of values within the 80 % interval, 0..1. */
  coverage: number;
  /** MASE for each of `stepsAhead`; NaN if the held-out part is too short. */
  ahead: number[];
  /** Its weight in the combination, for each of `stepsAhead`. */
  trust: number[];
}

/** The smallest possible errors, at any number of steps ahead. */
export interface NoiseFloor {
  /** Standard deviation of the noise, as the person gave it. */
  deviation: number;
  mae: number;
  rmse: number;
  mase: number;
}

/** A forecast value with its 80 % interval. */
export interface ForecastPoint {
  /** A date, or the number of the value. */
  when: string;
  low: number;
  middle: number;
  high: number;
}

/** Transformations of values before they are scaled. */
export const seriesTransforms = ['none', 'log'] as const;

export interface SeriesReport {
  /** The scaling of the columns, if it is taken over from the model that this one was trained further from; absent: computed from the values. */
  scales?: { transform: (typeof seriesTransforms)[number]; mean: number; deviation: number }[];
  /** The name of the column. */
  name: string;
  season: number;
  /** All values, with gaps filled. */
  values: number[];
  /** Other input columns, with gaps filled by the previous value. */
  inputs?: { name: string; values: number[] }[];
  /** The times of the values; absent without dates. */
  calendar?: { start: number; unit: SeriesUnit; every: number; writing?: DateWriting };
  /** Index from which values were used to choose between methods; those from `judged` on were used only for evaluation. */
  chosen: number;
  judged: number;
  /** In the order of `forecasters`. */
  methods: ForecasterReport[];
  /** The method that answers one step ahead. */
  winner: ForecasterName;
  /**
   * For each of `stepsAhead`: MASE of the method that answers there, and its share of values within the 80 % interval. Absent in reports before
   * 1.0.
   */
  answers?: { mase: number; within: number }[];
  /** Present if the noise is known. */
  noise?: NoiseFloor;
  /** Predictions of the values from `judged` on, `steps` ahead, by the method that answers. */
  predictions: { steps: number; values: number[] }[];
  /** The forecast from `judged` on that reads only its own outputs. */
  freely: number[];
  forecast: ForecastPoint[];
  /** Index of the first of `times`, the axis labels of the values. */
  shownFrom: number;
  times: string[];
}

export interface ForecastRequest {
  modelFolder: string;
  /** Number of values; 0: the model's own. */
  horizon: number;
}

export interface ForecastResult {
  /** The column. */
  name: string;
  /** Whether `when` are dates. */
  dated: boolean;
  winner: ForecasterName;
  forecast: ForecastPoint[];
}

/** The evaluation of a model on a series, of which the model may have seen a part. */
export interface SeriesEvaluation {
  data: 'series';
  /** How the series was read. */
  notes: Message[];
  model: string;
  report: SeriesReport;
}

/** MASE of the winner, one step ahead. */
export const maseOf = ({ methods, winner }: SeriesReport): number =>
  methods.find(({ name }) => name === winner)?.mase ?? NaN;
