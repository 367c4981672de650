/** Formats numbers, sizes, durations and dates for each language with Intl. */

const none = '–';
/** Above this value no digits are shown: those of a perplexity of 1e49 have no meaning. */
const largest = 1e9;

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(language, options);
  numberFormats.set(key, format);
  return format;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(language, options);
  dateFormats.set(key, format);
  return format;
}

/** 38211.4 -> "38,211" */
export const integer = (value: number, language: string): string =>
  Number.isFinite(value) ? numberFormat(language, { maximumFractionDigits: 0 }).format(value) : none;

/**
 * The format of all measured figures, so that a perplexity looks the same everywhere: 0.123, 1.23, 12.3, 123, 1,234; whole
 * numbers without decimals; no digits above 10^9.
 */
export function decimal(value: number, language: string): string {
  if (Number.isNaN(value)) return none;
  const size = Math.abs(value);
  if (size > largest) return `${value < 0 ? '< -' : '> '}${integer(largest, language)}`;
  if (Number.isInteger(value) || size >= 99.95) return integer(value, language);
  if (size < 0.001)
    return numberFormat(language, {
      maximumSignificantDigits: 2,
      notation: size < 1e-6 ? 'scientific' : 'standard',
    }).format(value);
  const digits = size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
  return numberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** The label of an axis tick, without unneeded digits. */
export const tick = (value: number, language: string): string =>
  Math.abs(value) > largest || (value !== 0 && Math.abs(value) < 0.001)
    ? decimal(value, language)
    : numberFormat(language, { maximumSignificantDigits: 3 }).format(value);

/** A value that was not measured: all digits up to seven decimals. */
export const whole = (value: number, language: string): string =>
  Number.isFinite(value) ? numberFormat(language, { maximumFractionDigits: 7 }).format(value) : none;

/** A count with one decimal: 3.2, 12.0; values that would become 0.0 have more digits. */
export function tenths(value: number, language: string): string {
  if (!Number.isFinite(value)) return none;
  if (value > 0 && value < 0.05) return decimal(value, language);
  return numberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

/** 9999 -> "9,999", 1 234 000 -> "1.23M" */
export function compact(value: number, language: string): string {
  if (!Number.isFinite(value)) return none;
  if (Math.abs(value) < 10_000) return integer(value, language);
  return numberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** 0.123 -> "12.3%" @param share 0..1 */
export function percent(share: number, language: string): string {
  if (!Number.isFinite(share)) return none;
  // A share below 1 is not shown as 100 %: 99.96 %.
  const digits = share < 1 ? ([1, 2, 3].find(some => share < 1 - 0.5 / 10 ** (2 + some)) ?? 3) : 1;
  return numberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** A number and its unit with a no-break space. */
const unit = (value: number, name: string, language: string, digits = 0): string =>
  numberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })
    .format(value)
    .replaceAll(' ', '\u00a0');

/** "0.4 sec", "42 sec", "3 min 5 sec", "2 hr 10 min", "3 days 4 hr" */
export function duration(seconds: number, language: string): string {
  if (!Number.isFinite(seconds)) return none;
  if (seconds > 0 && seconds < 9.95) return unit(seconds, 'second', language, 1);
  const whole = Math.max(0, Math.round(seconds));
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  const parts: [number, string][] =
    days > 0
      ? [
          [days, 'day'],
          [hours, 'hour'],
        ]
      : hours > 0
        ? [
            [hours, 'hour'],
            [minutes, 'minute'],
          ]
        : [
            [minutes, 'minute'],
            [whole % 60, 'second'],
          ];
  const shown = parts.filter(([value]) => value > 0);
  const [, smallest] = parts[1]!;
  return (shown.length === 0 ? ([[0, smallest]] as [number, string][]) : shown)
    .map(([value, name]) => unit(value, name, language))
    .join(' ');
}

/** An estimated time: "42 sec", "4 min", "2.5 hr". */
export function about(seconds: number, language: string): string {
  if (!Number.isFinite(seconds)) return none;
  if (seconds < 90) return unit(Math.max(0, Math.round(seconds)), 'second', language);
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? unit(minutes, 'minute', language) : unit(seconds / 3600, 'hour', language, 1);
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** 1536 -> "1.5 kB"; each unit is 1024 of the previous one. */
export function bytes(size: number, language: string): string {
  if (!Number.isFinite(size)) return none;
  const power = size < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(size) / 10));
  const value = size / 1024 ** power;
  return unit(value, byteUnits[power]!, language, power === 0 || value >= 100 ? 0 : 1);
}

/** 3725 -> "1:02:05", 65 -> "1:05" */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return none;
  const total = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

const writtenDate = (when: number | string, language: string, options: Intl.DateTimeFormatOptions): string => {
  const known = new Date(when);
  return Number.isNaN(known.getTime()) ? none : dateFormat(language, options).format(known);
};

/** @param when milliseconds since 1970, or an ISO date */
export const date = (when: number | string, language: string): string =>
  writtenDate(when, language, { dateStyle: 'medium', timeStyle: 'short' });

/** Without the time of day. @param when as of `date` */
export const day = (when: number | string, language: string): string =>
  writtenDate(when, language, { dateStyle: 'medium' });
