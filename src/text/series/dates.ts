/** Dates as people write them in tables; a time is milliseconds since 1970 of what a clock there shows, as if it were UTC. */

/** What a column of dates is written in. */
export type DateOrder = 'year first' | 'day first' | 'month first';

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const time = String.raw`(?:[T\s]+(\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const pattern = (date: string): RegExp => new RegExp(`^${date}${time}$`, 'i');

const yearFirst = pattern(String.raw`(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?`);
const compact = pattern(String.raw`((?:19|20)\d{2})(\d{2})(\d{2})`);
const yearLast = pattern(String.raw`(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})`);
const monthYear = /^(\d{1,2})[-/.](\d{4})$/;
const quarter = /^(\d{4})[-\s/]?Q([1-4])$|^Q([1-4])[-\s/]?(\d{4})$/i;
const week = /^(\d{4})[-\s]?W(\d{1,2})$/i;
const year = /^((?:1[5-9]|20)\d{2})年?$/;
const day = 86_400_000;

/** How a table writes days: "2024-01-31", "31.1.2024", "01/31/2024". */
export interface DateWriting {
  order: DateOrder;
  mark: string;
  /** Whether months and days have two digits. */
  padded: boolean;
}

/** Undefined where they are written in another way. @param cells dates in this order */
export function dateWritingOf(cells: readonly string[], order: DateOrder): DateWriting | undefined {
  const pattern = order === 'year first' ? /^\d{4}([-/.])\d{1,2}\1\d{1,2}$/ : /^\d{1,2}([-/.])\d{1,2}\1\d{4}$/;
  const marks = new Set(cells.map(cell => pattern.exec(cell.trim())?.[1]));
  const [mark] = marks;
  if (marks.size !== 1 || mark === undefined) return undefined;
  return { order, mark, padded: !cells.some(cell => /(?:^|\D)\d(?:\D|$)/.test(cell.trim())) };
}

export function writtenDate(at: number, { order, mark, padded }: DateWriting): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(padded ? 2 : 1, '0');
  const [full, month, inMonth] = [String(date.getUTCFullYear()), two(date.getUTCMonth() + 1), two(date.getUTCDate())];
  const parts = {
    'year first': [full, month, inMonth],
    'day first': [inMonth, month, full],
    'month first': [month, inMonth, full],
  };
  return parts[order].join(mark);
}

/** Undefined where the cell is no date. */
export function timeIn(cell: string, order: DateOrder): number | undefined {
  const text = cell.trim();
  const first = yearFirst.exec(text) ?? compact.exec(text);
  if (first) return moment(Number(first[1]), Number(first[2]), Number(first[3] ?? 1), first.slice(4));
  const last = yearLast.exec(text);
  if (last && order !== 'year first') {
    const [one, two] = [Number(last[1]), Number(last[2])];
    const full = last[3]!.length === 2 ? Number(last[3]) + (Number(last[3]) < 70 ? 2000 : 1900) : Number(last[3]);
    return order === 'day first' ? moment(full, two, one, last.slice(4)) : moment(full, one, two, last.slice(4));
  }
  const quarterly = quarter.exec(text);
  if (quarterly) return moment(Number(quarterly[1] ?? quarterly[4]), 3 * Number(quarterly[2] ?? quarterly[3]) - 2, 1);
  const weekly = week.exec(text);
  if (weekly) return mondayOf(Number(weekly[1]), Number(weekly[2]));
  const monthly = monthYear.exec(text);
  if (monthly) return moment(Number(monthly[2]), Number(monthly[1]), 1);
  const yearly = year.exec(text);
  if (yearly) return moment(Number(yearly[1]), 1, 1);
  return named(text);
}

/** "Jan 2000", "1 January 2000", "January 1, 2000", "2000 Jan" */
function named(text: string): number | undefined {
  const month = /[a-z]{3,}/i.exec(text)?.[0].slice(0, 3).toLowerCase();
  const place = monthNames.indexOf(month ?? '');
  const numbers = text.match(/\d+/g) ?? [];
  if (place < 0 || numbers.length === 0 || numbers.length > 2 || /[:]/.test(text)) return undefined;
  const full = numbers.find(digits => digits.length === 4);
  const short = numbers.find(digits => digits.length <= 2);
  if (full === undefined) return undefined;
  return moment(Number(full), place + 1, short === undefined ? 1 : Number(short));
}

/** Undefined for a day that no calendar has. */
function moment(
  full: number,
  month: number,
  date: number,
  [hour = '0', minute = '0', second = '0', half]: (string | undefined)[] = [],
): number | undefined {
  const hours = (Number(hour) % (half === undefined ? 25 : 12)) + (half?.toLowerCase() === 'pm' ? 12 : 0);
  const at = Date.UTC(full, month - 1, date, hours, Number(minute), Number(second));
  const read = new Date(Date.UTC(full, month - 1, date));
  const there = read.getUTCMonth() === month - 1 && read.getUTCDate() === date;
  return there && hours < 24 && Number(minute) < 60 && Number(second) < 60 ? at : undefined;
}

/** The week that holds January 4 is the first (ISO 8601). */
function mondayOf(full: number, number: number): number {
  const fourth = Date.UTC(full, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * day + (number - 1) * 7 * day;
}

/**
 * The order in which all of the cells are dates; undefined where there is none. Where days cannot be told from months, the order in which
 * the dates follow one another.
 */
export function dateOrderOf(cells: readonly string[]): DateOrder | undefined {
  if (cells.length === 0) return undefined;
  const orders = (['year first', 'month first', 'day first'] as const).filter(order =>
    cells.every(cell => timeIn(cell, order) !== undefined),
  );
  const [first, second] = orders;
  if (first === undefined || second === undefined || first === 'year first') return first;
  return unevenness(cells, first) <= unevenness(cells, second) ? first : second;
}

/** Steps that differ from the one before. */
function unevenness(cells: readonly string[], order: DateOrder): number {
  const times = cells.map(cell => timeIn(cell, order)!);
  const steps = times.slice(1).map((at, index) => at - times[index]!);
  return steps.filter((step, index) => index > 0 && step !== steps[index - 1]).length;
}
