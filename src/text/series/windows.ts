/** Windows of values after one another, as networks are trained on them. */
import type { Random } from '../random/random';

/** Windows of so many values that end before `end`, by where they begin; the first begins at `from`. */
export interface Windows {
  /** [N, columns] */
  values: Float32Array;
  columns: number;
  from: number;
  end: number;
  length: number;
}

export const windowCount = ({ from, end, length }: Windows): number => Math.max(0, end - length - from + 1);

/** [B, length, columns] */
export function windowsAt(
  { values, columns, length }: Omit<Windows, 'from' | 'end'>,
  starts: ArrayLike<number>,
): Float32Array {
  const entries = length * columns;
  const found = new Float32Array(starts.length * entries);
  for (let row = 0; row < starts.length; row++) {
    const at = starts[row]! * columns;
    found.set(values.subarray(at, at + entries), row * entries);
  }
  return found;
}

/** The beginnings of every window once, in random order, so many at a time. */
export function* shuffledWindows(windows: Windows, batchSize: number, random: Random): Generator<Int32Array> {
  const order = Int32Array.from({ length: windowCount(windows) }, (_, index) => windows.from + index);
  random.shuffle(order);
  for (let start = 0; start < order.length; start += batchSize) yield order.slice(start, start + batchSize);
}
