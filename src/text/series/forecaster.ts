/** What can say how a series goes on. */

/** Fitted to the values before some place; it knows the others as they come. */
export interface Forecaster {
  /**
   * The values at from, from + 1, ..., as expected when all before `from` is known and nothing else.
   * @param into as many steps as it is long @param from up to the length of the series
   */
  path(from: number, into: Float64Array): void;
}

/** The last value goes on. */
export const naive = (values: Float64Array): Forecaster => ({
  path: (from, into) => into.fill(values[from - 1]!),
});

/** The last season goes on. */
export const seasonalNaive = (values: Float64Array, season: number): Forecaster => ({
  path: (from, into) => {
    for (let step = 0; step < into.length; step++) into[step] = values[from - season + (step % season)]!;
  },
});

/** The straight line from the first value to the last one goes on. */
export const drift = (values: Float64Array): Forecaster => ({
  path: (from, into) => {
    const [first, last] = [values[0]!, values[from - 1]!];
    const slope = from > 1 ? (last - first) / (from - 1) : 0;
    for (let step = 0; step < into.length; step++) into[step] = last + slope * (step + 1);
  },
});
