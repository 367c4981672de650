/** The results as a table. */
import type { Logged } from './logs';
import { goesOn, type Key } from './typist';

/** The number of reports from the last seconds, in which nothing is typed. */
const idleReports = 3;

export interface Measured extends Logged {
  keys: Key[];
  /** Memory of the background process, bytes: when typing begins and ends, and the maximum. */
  resident: { start: { pid: number; bytes: number }[]; end: { pid: number; bytes: number }[]; most: number };
  /** Used shares of one core when nothing is typed. */
  idle: { worker: number; host: number };
}

/** NaN without values. @param share 0..1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** @param without with ghost text off: for every five seconds the longest time that the extension host was blocked */
export function tableOf({ keys, provider, blocked, resident, idle }: Measured, without: readonly number[]): string {
  const shown = keys.filter(({ shown: at }) => at !== undefined);
  const latency = ({ at, shown: seen }: Key): number => seen! - at;
  const fresh = shown.filter(key => !goesOn(key)).map(latency);
  const kept = shown.filter(goesOn).map(latency);
  const milliseconds = (values: readonly number[]): string =>
    `${quantile(values, 0.5).toFixed(0)} / ${quantile(values, 0.95).toFixed(0)} ms (${values.length})`;
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  const total = (all: { bytes: number }[]): number => all.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    '| in the real editor | p50 / p95 (of so many) |',
    '| --- | ---: |',
    `| key press to new ghost text, in the page | ${milliseconds(fresh)} |`,
    `| key press to the rest of the same ghost text | ${milliseconds(kept)} |`,
    `| later than 1 s | ${fresh.filter(time => time > 1000).length} |`,
    `| provider's own time where no answer was at hand | ${milliseconds(provider)} |`,
    `| extension host blocked or waiting for the processor, longest of every five seconds, while one types | ${milliseconds(blocked.slice(0, -idleReports))} |`,
    ...(without.length > 0
      ? [`| the same while one types with ghost text off | ${milliseconds(without.slice(0, -idleReports))} |`]
      : []),
    `| the same while nothing is typed | ${milliseconds(blocked.slice(-idleReports))} |`,
    `| resident memory of the background process: start, end, most | ${[total(resident.start), total(resident.end), resident.most].map(megabytes).join(', ')} |`,
    `| processor while nothing is typed, of one core: background process, extension host with its monitor | ${(100 * idle.worker).toFixed(1)} %, ${(100 * idle.host).toFixed(1)} % |`,
  ].join('\n');
}
