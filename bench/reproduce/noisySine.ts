/** The notes' sequence of numbers. */
import type { Random } from '../../src/text/random/random';

/** x_t = sin(0.01 t) + N(0, deviation), t = 1..points. */
export function noisySine(random: Random, points = 1000, deviation = 0.2): Float32Array {
  return Float32Array.from({ length: points }, (_, i) => Math.sin(0.01 * (i + 1)) + deviation * random.normal());
}
