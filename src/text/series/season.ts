/** The season of a series: how many values it has, and what it adds to each. */
import { usualSeason, type Calendar } from './calendar';

/** Autocorrelation at the lag, of the series without its straight line. */
export function autocorrelation(values: Float64Array, lag: number): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let [above, below] = [0, 0];
  for (let at = 0; at < n; at++) {
    const value = values[at]! - mean;
    below += value * value;
    if (at >= lag) above += value * (values[at - lag]! - mean);
  }
  return below === 0 ? 0 : above / below;
}

const differences = (values: Float64Array): Float64Array =>
  values.subarray(1).map((value, index) => value - values[index]!);

const longestSeason = 400;
/** Two-sided, 90 %: the seasonality test of the M4 competition's Theta. */
const critical = 1.645;

/** Whether values that far apart are more alike than chance makes them (the test of the M4 competition). */
function isSeasonal(values: Float64Array, season: number): boolean {
  if (season < 2 || values.length < 3 * season) return false;
  let squares = 0;
  for (let lag = 1; lag < season; lag++) squares += autocorrelation(values, lag) ** 2;
  return autocorrelation(values, season) > critical * Math.sqrt((1 + 2 * squares) / values.length);
}

/** Clearly alike, where no calendar says which season to expect. */
const clearly = 0.3;

/** 1 where there is none. @param asked by a person; 0: found */
export function seasonOf(values: Float64Array, calendar: Calendar | undefined, asked: number): number {
  if (asked > 0) return Math.min(asked, Math.floor(values.length / 2));
  const expected = calendar && usualSeason(calendar);
  const steps = differences(values);
  if (expected !== undefined) return isSeasonal(steps, expected) || isSeasonal(values, expected) ? expected : 1;
  if (calendar) return 1;
  const lags = Array.from({ length: Math.min(longestSeason, Math.floor(values.length / 3)) }, (_, lag) => lag);
  const alike = lags.map(lag => (lag < 2 ? 0 : autocorrelation(steps, lag)));
  // Twice a season is one, too: the first that is nearly as good as the best, and better than its neighbours.
  const best = Math.max(0, ...alike);
  const found = alike.findIndex(
    (value, lag) => lag > 1 && value > 0.9 * best && value >= alike[lag - 1]! && value >= (alike[lag + 1] ?? 0),
  );
  return best > clearly && found > 1 && isSeasonal(steps, found) ? found : 1;
}

export interface SeasonalPattern {
  without(value: number, at: number): number;
  with(value: number, at: number): number;
}

const noPattern: SeasonalPattern = { without: value => value, with: value => value };

/**
 * Classical decomposition: the mean of what each place of the season has above the moving average over one season; a factor where all values
 * are above 0, an addend else. No pattern for a series that is not seasonal.
 */
export function seasonalPattern(values: Float64Array, season: number): SeasonalPattern {
  if (!isSeasonal(values, season) && !isSeasonal(differences(values), season)) return noPattern;
  const factor = values.every(value => value > 0);
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  const half = Math.floor(season / 2);
  for (let at = half; at + half < values.length; at++) {
    let average = 0;
    for (let near = -half; near <= half; near++)
      average += (season % 2 === 0 && Math.abs(near) === half ? 0.5 : 1) * values[at + near]!;
    average /= season;
    sums[at % season]! += factor ? values[at]! / average : values[at]! - average;
    counts[at % season]! += 1;
  }
  const means = sums.map((sum, place) => sum / Math.max(1, counts[place]!));
  const mean = means.reduce((sum, value) => sum + value, 0) / season;
  const pattern = means.map(value => (factor ? value / mean : value - mean));
  return factor
    ? {
        without: (value, at) => value / pattern[at % season]!,
        with: (value, at) => value * pattern[at % season]!,
      }
    : {
        without: (value, at) => value - pattern[at % season]!,
        with: (value, at) => value + pattern[at % season]!,
      };
}
