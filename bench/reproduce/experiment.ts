/** One row of the reproduction: a model that is trained from a seed, and the published results. */
export type DataFile = 'timemachine.txt' | 'tinyshakespeare.txt' | 'eng-fra.tsv';

export interface Setting {
  seed: number;
  /** The path of the experiment's `file`; empty without one. */
  path: string;
  /** Emptied by the caller afterwards. */
  modelsFolder: string;
}

/** A figure and the range that it should be in, both ends inclusive; an absent end is open. */
export interface Check {
  what: string;
  published: string;
  value: number;
  from?: number;
  to?: number;
  /** What has to be in the range: the figure of each seed (the default), or one figure over all seeds. */
  over?: 'mean' | 'median';
}

export interface Outcome {
  checks: Check[];
  seconds: number;
  tokensPerSecond: number;
  engine: string;
  /** A sample of the model, or why there is none. */
  sample: string;
}

export interface Experiment {
  id: string;
  title: string;
  /** The training data; absent if they are generated from the seed. */
  file?: DataFile;
  /** A description of the data in place of a file's name. */
  madeFrom?: string;
  /** The number of seeds, which are 1, 2, ...; default 3. */
  seeds?: number;
  run(setting: Setting): Promise<Outcome>;
}

/** A run in the record. */
export interface Report extends Outcome {
  row: string;
  title: string;
  file: string;
  seed: number;
  date: string;
}

/** A run that was not possible. */
export interface Skipped {
  skipped: string;
  reason: string;
}

/** The lines of JSON that main.ts prints; the first is the order of the rows. */
export type ProgramLine = { order: string[] } | Skipped | Report;
