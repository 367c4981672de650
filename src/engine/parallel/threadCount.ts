import { availableParallelism } from 'node:os';

/** Fewer rows than this a thread, and the products become too small to fill a thread. */
const rowsPerThread = 4;

/** How many threads split a batch: what was asked for, or (0) the cores but one for the editor, though both of two. */
export function threadCount(requested: number, batchSize: number, cores = availableParallelism()): number {
  const wanted = requested > 0 ? requested : cores === 2 ? 2 : cores - 1;
  return Math.max(1, Math.min(wanted, Math.floor(batchSize / rowsPerThread)));
}
