export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of the two middle values for an even number of values; NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** Milliseconds of each call for `budgetMs`, with at least `least` calls, after two calls that do not count. */
export async function timed(work: () => void | Promise<void>, budgetMs: number, least = 5): Promise<number[]> {
  const times: number[] = [];
  const start = performance.now();
  while (times.length < least + 2 || performance.now() - start < budgetMs) {
    const begin = performance.now();
    const pending = work();
    if (pending) await pending;
    times.push(performance.now() - begin);
  }
  return times.slice(2);
}

export const rounded = (x: number): number => Math.round(x * 10) / 10;
