/** Series of numbers and forecasts of them, as host, page and worker speak of them. */
import type { Message } from './message';

/** Who forecasts; the last is all of them together, each believed as far as it was right. */
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

/** How many steps ahead is judged. */
export const stepsAhead = [1, 4, 16, 64] as const;

/** What series of numbers a source holds. */
export interface FoundSeries {
  column: string;
  /** Columns of numbers that could be forecast, too. */
  others: string[];
  /** Of a table that holds several series below one another: the column that tells them apart, the one that was read first. */
  rows?: { column: string; values: string[] };
  count: number;
  /** The first and the last; absent without dates. */
  dates?: { first: string; last: string; every: number; unit: SeriesUnit };
  season: number;
}

export const seriesUnits = ['second', 'minute', 'hour', 'day', 'workday', 'week', 'month', 'quarter', 'year'] as const;
export type SeriesUnit = (typeof seriesUnits)[number];

export const dateOrders = ['year first', 'day first', 'month first'] as const;

/** How a table writes days. */
export interface DateWriting {
  order: (typeof dateOrders)[number];
  mark: string;
  padded: boolean;
}

export interface InspectSeriesRequest<Source> {
  source: Source;
  /** Of `seriesColumnsTable`. */
  columns: unknown;
}

export interface ForecasterReport {
  name: ForecasterName;
  /** One step ahead, in the unit of the values; NaN where nothing was kept aside. */
  mae: number;
  rmse: number;
  /** Mean absolute error by the mean absolute step from season to season before. */
  mase: number;
  /** Share of values within its band of 80 %. */
  coverage: number;
  /** MASE by how many steps ahead, as `stepsAhead`; NaN where the part kept aside is too short. */
  ahead: number[];
  /** How far it is believed, as `stepsAhead`. */
  trust: number[];
}

/** What nobody errs less than, as far ahead as may be. */
export interface NoiseFloor {
  /** As a person knows it. */
  deviation: number;
  mae: number;
  rmse: number;
  mase: number;
}

/** What comes, and where eight of ten values are expected. */
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
  /** How the network sees the columns, where that is as the model did that it was trained further from; else as the values say. */
  scales?: { transform: (typeof seriesTransforms)[number]; mean: number; deviation: number }[];
  /** The column. */
  name: string;
  season: number;
  /** All of it, gaps filled. */
  values: number[];
  /** Other columns whose past helps, gaps filled by the value before. */
  inputs?: { name: string; values: number[] }[];
  /** When they were; absent where they have an order alone. */
  calendar?: { start: number; unit: SeriesUnit; every: number; writing?: DateWriting };
  /** The values from here on chose between forecasters, those from `judged` on only judge. */
  chosen: number;
  judged: number;
  /** In the order of `forecasters`. */
  methods: ForecasterReport[];
  /** Who answers one step ahead. */
  winner: ForecasterName;
  /** What is answered so far ahead, as `stepsAhead`, by whoever is believed there, and the share of values within its band of 80 %; reports of before 1.0 lack it. */
  answers?: { mase: number; within: number }[];
  /** Where it is known. */
  noise?: NoiseFloor;
  /** Of values from `judged` on: predictions so many steps ahead by who answers. */
  predictions: { steps: number; values: number[] }[];
  /** From the first value that judges, on its own outputs alone. */
  freely: number[];
  forecast: ForecastPoint[];
  /** Names of the values from `shownFrom` on, for the axis. */
  shownFrom: number;
  times: string[];
}

export interface ForecastRequest {
  modelFolder: string;
  /** 0: as the model has it. */
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

/** A series held against a model that may not have seen all of it. */
export interface SeriesEvaluation {
  data: 'series';
  /** How the series was read. */
  notes: Message[];
  model: string;
  report: SeriesReport;
}

/** Of who answers, one step ahead. */
export const maseOf = ({ methods, winner }: SeriesReport): number =>
  methods.find(({ name }) => name === winner)?.mase ?? NaN;
