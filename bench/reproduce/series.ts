/** Sequences of numbers: the notes' noisy sine, and windows of lagged values. */
import type { Random } from '../../src/text/random/random';

/** x_t = sin(0.01 t) + N(0, deviation), t = 1..points. */
export function noisySine(random: Random, points = 1000, deviation = 0.2): Float32Array {
  return Float32Array.from({ length: points }, (_, i) => Math.sin(0.01 * (i + 1)) + deviation * random.normal());
}

export interface LagWindows {
  /** N = points - tau; 0 when the series is too short. */
  count: number;
  /** [N, tau]: x_{t-tau} .. x_{t-1}, the oldest first. */
  features: Float32Array;
  /** [N]: x_t */
  labels: Float32Array;
}

/** Each value with the `tau` values before it. */
export function lagWindows(series: Float32Array, tau: number): LagWindows {
  const count = Math.max(0, series.length - tau);
  const features = new Float32Array(count * tau);
  for (let i = 0; i < count; i++) features.set(series.subarray(i, i + tau), i * tau);
  return { count, features, labels: series.slice(tau) };
}
