/** Zipf's law: log n_i = -a log i + c for the i-th most frequent token. */

export interface RankFrequency {
  /** 1 is the most frequent. */
  rank: number;
  frequency: number;
}

/** At most about `points` of the ranks of falling frequencies, evenly spaced in log rank, the first and last included. */
export function thinRanks(falling: readonly number[], points = 100): RankFrequency[] {
  const result: RankFrequency[] = [];
  const last = falling.length;
  for (let i = 0; i < points; i++) {
    const rank = Math.round(Math.pow(last, points === 1 ? 0 : i / (points - 1)));
    if (rank > (result.at(-1)?.rank ?? 0) && rank <= last) result.push({ rank, frequency: falling[rank - 1]! });
  }
  return result;
}

/**
 * The exponent a, by least squares on log-log over the ranks from..to (inclusive; all by default).
 * 0 when fewer than two ranks have a frequency.
 */
export function zipfExponent(falling: readonly number[], from = 1, to = falling.length): number {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  for (let rank = from; rank <= Math.min(to, falling.length); rank++) {
    const frequency = falling[rank - 1]!;
    if (frequency <= 0) continue;
    const x = Math.log(rank);
    const y = Math.log(frequency);
    n++;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  const spread = n * sumXX - sumX * sumX;
  return n < 2 || spread === 0 ? 0 : -(n * sumXY - sumX * sumY) / spread;
}
