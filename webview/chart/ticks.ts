/** Round tick values for a logarithmic axis. */

/** Ticks within a power of ten, from few to many. */
const mantissas = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]];
const fewest = 4;

/** The coarsest set with at least `fewest` ticks in min..max (> 0), ascending; evenly spaced ticks if the range is too small. */
export function logarithmicTicks(min: number, max: number): number[] {
  for (const mantissa of mantissas) {
    const ticks = decades(min, max)
      .flatMap(decade => mantissa.map(digit => Number((digit * 10 ** decade).toPrecision(3))))
      .filter(tick => tick >= min && tick <= max);
    if (ticks.length >= fewest) return ticks;
  }
  return evenTicks(min, max);
}

function decades(min: number, max: number): number[] {
  const first = Math.floor(Math.log10(min));
  return Array.from({ length: Math.ceil(Math.log10(max)) - first + 1 }, (_, index) => first + index);
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function evenTicks(min: number, max: number): number[] {
  const atMost = (max - min) / (fewest - 1);
  if (!(atMost > 0)) return [min];
  const power = 10 ** Math.floor(Math.log10(atMost));
  const step = power * (atMost >= 5 * power ? 5 : atMost >= 2 * power ? 2 : 1);
  const first = Math.ceil(min / step);
  return Array.from({ length: Math.floor(max / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
