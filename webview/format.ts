/** Numbers as people read them. A figure and its unit stay on one line. */

const space = '\u00a0';
const none = '–';

/** 3 significant digits for small numbers, no decimals for large ones. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return none;
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return size >= 100
    ? value.toFixed(0)
    : size >= 10
      ? value.toFixed(1)
      : size >= 1
        ? value.toFixed(2)
        : value.toFixed(3);
}

/** 1 200 000 -> 1.2 M */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return none;
  if (value >= 999_500) return `${(value / 1e6).toFixed(value >= 1e7 ? 0 : 1)}${space}M`;
  return value >= 1e4 ? `${Math.round(value / 1e3)}${space}k` : value.toLocaleString('en');
}

/** Seconds as "42 s", "3 min 05 s", "2 h 10 min". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return none;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}${space}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${space}min ${String(whole % 60).padStart(2, '0')}${space}s`;
  return `${Math.floor(whole / 3600)}${space}h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')}${space}min`;
}

/** The mark of an axis: no more digits than it needs. */
export const formatTick = (value: number): string =>
  Math.abs(value) !== 0 && Math.abs(value) < 0.001
    ? value.toExponential(0)
    : Number(value.toPrecision(3)).toLocaleString('en');
