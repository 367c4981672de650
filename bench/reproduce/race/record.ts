/** What the race keeps of every run, in docs/race.json. */

/** A curve: seconds since the command, held-out nats a token. */
export type Point = readonly [seconds: number, loss: number];

export interface RaceRun {
  text: string;
  candidate: string;
  title: string;
  /** What was allowed, seconds. */
  budget: number;
  seed: number;
  curve: Point[];
  /** The best within the budget; absent where nothing was measured by then. */
  loss?: number;
  /** When the training ended. */
  seconds: number;
  /** The command that trains the same. */
  command: string;
  engine: string;
  date: string;
}

/** What a racing program prints, a line of JSON each. */
export type RaceLine = RaceRun | { skipped: string; reason: string };

export const bestWithin = (curve: readonly Point[], budget: number): { loss?: number } => {
  const losses = curve.filter(([seconds]) => seconds <= budget).map(([, loss]) => loss);
  return losses.length > 0 ? { loss: Math.min(...losses) } : {};
};
