/** The record of every run in docs/race.json. */

/** A point of a curve: seconds since the start of the command, held-out nats per token. */
export type Point = readonly [seconds: number, loss: number];

export interface RaceRun {
  text: string;
  candidate: string;
  title: string;
  /** The time limit, seconds. */
  budget: number;
  seed: number;
  curve: Point[];
  /** The best loss within the time limit; absent without a measurement. */
  loss?: number;
  /** The time at which training ended. */
  seconds: number;
  /** The command that repeats the training. */
  command: string;
  engine: string;
  date: string;
}

/** The lines of JSON that a program of the race prints. */
export type RaceLine = RaceRun | { skipped: string; reason: string };

export const bestWithin = (curve: readonly Point[], budget: number): { loss?: number } => {
  const losses = curve.filter(([seconds]) => seconds <= budget).map(([, loss]) => loss);
  return losses.length > 0 ? { loss: Math.min(...losses) } : {};
};
