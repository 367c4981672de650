/** The line fitted to Zipf's law. */
import type { VocabularyReport } from '../../src/protocol/worker';
import type { Point } from './series';

/** f = e^c rank^-a through the mean of the logs, from the first rank to the last. */
export function zipfLine({ zipf, zipfExponent }: Pick<VocabularyReport, 'zipf' | 'zipfExponent'>): Point[] {
  const last = zipf.at(-1);
  if (!last) return [];
  const mean = (value: (point: { rank: number; frequency: number }) => number): number =>
    zipf.reduce((sum, point) => sum + value(point), 0) / zipf.length;
  const constant = mean(({ frequency }) => Math.log(frequency)) + zipfExponent * mean(({ rank }) => Math.log(rank));
  return [1, last.rank].map(rank => ({ x: rank, y: Math.exp(constant - zipfExponent * Math.log(rank)) }));
}
