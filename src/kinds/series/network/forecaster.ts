/** A trained network as a forecaster of a series. */
import type { Pause } from '../../../training/pause';
import type { Scaling } from '../../../text/series/scaling';
import { windowsAt } from '../../../text/series/windows';
import type { SeriesModel } from './model';

const together = 256;

/**
 * How the series goes on from each place, when all before it is known.
 * @returns [O, steps]; NaN where too little comes before
 */
export async function networkPaths(
  model: SeriesModel,
  scaling: Scaling,
  origins: Int32Array,
  steps: number,
  pause: Pause,
): Promise<Float64Array> {
  const { lags } = model.shape;
  const found = new Float64Array(origins.length * steps).fill(NaN);
  const known = Array.from(origins.keys()).filter(index => origins[index]! - lags >= scaling.from);
  for (let start = 0; start < known.length; start += together) {
    const rows = known.slice(start, start + together);
    const windows = windowsAt(
      { values: scaling.all, columns: scaling.columns, length: lags },
      rows.map(index => origins[index]! - lags),
    );
    const ahead = model.ahead(windows, steps);
    for (const [row, index] of rows.entries()) {
      const path = found.subarray(index * steps, (index + 1) * steps);
      path.set(ahead.subarray(row * steps, (row + 1) * steps));
      scaling.back(origins[index]!, path);
    }
    await pause();
  }
  return found;
}
