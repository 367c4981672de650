/** Keeps a series of reports within a bound. It is a plain array that is drawn, sent and stored. */

interface Reported {
  /** Parameter updates at the time of the report; must not decrease along a series. */
  step: number;
}

/**
 * Appends in place. Beyond `limit` items the series is thinned to three quarters of the limit, so an append takes constant amortised time.
 * The first and the newest step always stay.
 * @param limit >= 4
 */
export function append<T extends Reported>(series: T[], item: T, limit: number): void {
  series.push(item);
  if (series.length > limit) series.splice(0, series.length, ...thin(series, Math.floor(0.75 * limit)));
}

/**
 * About `count` items (>= 2), spread evenly over the steps: those nearest to equally spaced steps, including the first and the
 * last. Spaced by step and not by index, so that older items, which were thinned before, are not thinned again. Items of one
 * step (the samples of one report) are kept or dropped together.
 */
export function thin<T extends Reported>(series: readonly T[], count: number): T[] {
  const steps = [...new Set(series.map(({ step }) => step))];
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wanted = Math.max(2, Math.floor((count * steps.length) / series.length));
  if (steps.length <= wanted) return [...series];
  const kept = new Set<number>();
  let nearest = 0;
  for (let place = 0; place < wanted; place++) {
    const target = first + ((last - first) * place) / (wanted - 1);
    while (Math.abs((steps[nearest + 1] ?? Infinity) - target) <= Math.abs(steps[nearest]! - target)) nearest++;
    kept.add(steps[nearest]!);
  }
  return series.filter(({ step }) => kept.has(step));
}
