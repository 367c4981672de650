/** One line of the reproduction: something that is trained from a seed, and what is published about it. */
export type DataFile = 'timemachine.txt' | 'tinyshakespeare.txt' | 'eng-fra.tsv';

export interface Setting {
  seed: number;
  /** Where the experiment's `file` lies; empty when it has none. */
  path: string;
  /** Emptied by the caller afterwards. */
  modelsFolder: string;
}

/** A figure and the band that it should fall into, both ends inclusive; an absent end is open. */
export interface Check {
  what: string;
  published: string;
  value: number;
  from?: number;
  to?: number;
  /** What has to be within the band: the figure of each seed (the default), or one figure over all seeds. */
  over?: 'mean' | 'median';
}

export interface Outcome {
  checks: Check[];
  seconds: number;
  tokensPerSecond: number;
  engine: string;
  /** What the model writes, or why it does not. */
  sample: string;
}

export interface Experiment {
  id: string;
  title: string;
  /** What it is trained on; none when the data are made from the seed. */
  file?: DataFile;
  /** What is said in place of a file's name. */
  madeFrom?: string;
  /** How many seeds it is run from, 1 and on; 3 unless given. */
  seeds?: number;
  run(setting: Setting): Promise<Outcome>;
}

/** A run as the record keeps it. */
export interface Report extends Outcome {
  row: string;
  title: string;
  file: string;
  seed: number;
  date: string;
}

/** A run that could not be. */
export interface Skipped {
  skipped: string;
  reason: string;
}

/** What main.ts prints, a line of JSON each: first the order of the rows. */
export type ProgramLine = { order: string[] } | Skipped | Report;
