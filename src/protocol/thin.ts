/**
 * At most `limit` (>= 2) items of a series, evenly spread, the first and the last among them: a long run drawn or stored.
 * The series itself when it is short enough.
 */
export function thin<T>(series: readonly T[], limit: number): T[] {
  if (series.length <= limit) return [...series];
  const stride = (series.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => series[Math.round(index * stride)]!);
}
