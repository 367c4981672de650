/** A series of numbers from a text: one column of a table, in the order of its dates, a place for every step of the calendar. */
import { calendarOf, timeAt, timeText, type Calendar } from './calendar';
import type { AskedForm } from '../tables/delimited';
import { isMissing, numberIn } from './numbers';
import {
  datesIn,
  formatIn,
  isDerived,
  numbersIn,
  seriesTableOf,
  type NumberColumn,
  type SeriesTable,
} from './seriesTable';
import { rowsOf, tellingApart, type ReadRows } from './stackedSeries';

export interface Series {
  values: Float64Array;
  /** Absent where the values have an order and no dates. */
  calendar?: Calendar;
  /** Other columns whose past helps: as many values each. */
  inputs?: Float64Array[];
}

/** By name or number from 1; '' is found. */
export interface AskedSeries extends AskedForm {
  column: string;
  dateColumn: string;
  /** "column=value"; '' for the first series of those below one another. */
  rows?: string;
  /** Other columns that may help; `allInputs` stands for all of them. */
  inputs?: readonly string[];
  /** Forecast where it is there and no column is asked for. */
  likeliest?: string;
}

export const allInputs = 'all';

export interface ReadSeries extends Series {
  column: string;
  /** Columns that could be forecast, too. */
  others: string[];
  /** Names of `inputs`. */
  inputNames: string[];
  /** Of a table that holds several series below one another. */
  rows?: ReadRows;
  /** The column of dates, or those that make one. */
  dates: string[];
  /** Values that were not there, and where the first of them would be: a date, or a line. */
  filled: { count: number; first: string };
  /** The dates were there, and had no frequency: they are taken for an order alone. */
  irregular: boolean;
  /** The newest came first. */
  reversed: boolean;
}

export type SeriesFault =
  | { reason: 'no-numbers' }
  | { reason: 'no-such-column'; asked: string; columns: string[] }
  | { reason: 'no-such-rows'; asked: string; column: string; value: string }
  | { reason: 'no-number'; line: number; column: string; cell: string }
  | { reason: 'no-date'; line: number; column: string; cell: string }
  | { reason: 'same-date'; line: number; other: number; cell: string }
  | { reason: 'too-short'; count: number };

/** A network and the part that judges it need some. */
export const fewestValues = 24;

export function readSeries(text: string, asked: AskedSeries): ReadSeries | SeriesFault {
  const whole = seriesTableOf(text, asked);
  if (!whole) return { reason: 'no-numbers' };
  const place = (name: string): number | undefined => (name === '' ? undefined : columnNamed(name, whole.columns));
  const [askedColumn, askedDate] = [place(asked.column), place(asked.dateColumn)];
  if (askedColumn === -1) return { reason: 'no-such-column', asked: asked.column, columns: whole.columns };
  if (askedDate === -1) return { reason: 'no-such-column', asked: asked.dateColumn, columns: whole.columns };
  const dates = datesIn(whole, askedDate);
  const chosen = rowsOf(whole, dates, asked.rows ?? '');
  if (!chosen) {
    const column = (dates && tellingApart(whole, dates)) ?? 0;
    const value = whole.rows[0]?.cells[column] ?? '';
    return { reason: 'no-such-rows', asked: asked.rows ?? '', column: whole.columns[column] ?? '', value };
  }
  const { table } = chosen;
  if (askedDate !== undefined && !dates) {
    const [row] = table.rows;
    return { reason: 'no-date', line: row?.line ?? 1, column: asked.dateColumn, cell: row?.cells[askedDate] ?? '' };
  }
  const candidates = numbersIn(table, dates?.columns ?? []);
  const named = candidates.filter(of => !isDerived(table, of));
  const likeliest = candidates.find(of => table.columns[of.column] === asked.likeliest);
  const column = askedColumn ?? (likeliest ?? named[0] ?? candidates.at(-1))?.column;
  if (column === undefined) return { reason: 'no-numbers' };
  const inputs = inputsIn(table, asked.inputs ?? [], column, named);
  if (!Array.isArray(inputs)) return inputs;
  const read = valuesIn(table, column, inputs, dates);
  if (!Array.isArray(read)) return read;
  const ordered = inOrder(read, table, dates);
  if ('reason' in ordered) return ordered;
  if (ordered.values.length < fewestValues) return { reason: 'too-short', count: ordered.values.length };
  const nameOf = (index: number): string => table.columns[index]!;
  return {
    ...ordered,
    ...(chosen.rows ? { rows: chosen.rows } : {}),
    column: nameOf(column),
    others: named.filter(of => of.column !== column && !inputs.includes(of.column)).map(of => nameOf(of.column)),
    inputNames: inputs.map(nameOf),
    dates: (dates?.columns ?? []).map(nameOf),
  };
}

const columnNamed = (name: string, columns: readonly string[]): number => {
  const exact = columns.findIndex(column => column.toLowerCase() === name.toLowerCase());
  const number = /^\d+$/.test(name) ? Number(name) - 1 : -1;
  return exact >= 0 ? exact : number < columns.length ? number : -1;
};

/** Places of the columns that may help. */
function inputsIn(
  { columns }: SeriesTable,
  asked: readonly string[],
  column: number,
  named: readonly NumberColumn[],
): number[] | SeriesFault {
  const found = new Set<number>();
  for (const name of asked) {
    const place = columnNamed(name, columns);
    if (place >= 0) found.add(place);
    else if (name === allInputs) named.forEach(of => found.add(of.column));
    else return { reason: 'no-such-column', asked: name, columns: [...columns] };
  }
  found.delete(column);
  return [...found];
}

interface Found {
  line: number;
  /** NaN where it is missing. */
  value: number;
  /** Of the other columns. */
  inputs: number[];
  at: number | undefined;
}

type Dates = ReturnType<typeof datesIn>;

function valuesIn(table: SeriesTable, column: number, inputs: readonly number[], dates: Dates): Found[] | SeriesFault {
  const formats = [column, ...inputs].map(of => ({ of, format: formatIn(table, of) }));
  const found: Found[] = [];
  for (const row of table.rows) {
    const numbers: number[] = [];
    for (const { of, format } of formats) {
      const cell = row.cells[of] ?? '';
      const number = isMissing(cell) ? NaN : numberIn(cell, format);
      if (number === undefined) return { reason: 'no-number', line: row.line, column: table.columns[of]!, cell };
      numbers.push(number);
    }
    const [value = NaN, ...others] = numbers;
    const at = dates?.read(row);
    if (dates && at === undefined) {
      const [first = 0] = dates.columns;
      const shown = dates.columns.map(of => row.cells[of] ?? '').join(' ');
      return { reason: 'no-date', line: row.line, column: table.columns[first]!, cell: shown };
    }
    found.push({ line: row.line, value, inputs: others, at });
  }
  // Rows of months that are still to come say nothing.
  while (found.length > 0 && Number.isNaN(found.at(-1)!.value)) found.pop();
  const begin = found.findIndex(({ value }) => !Number.isNaN(value));
  return found.slice(Math.max(0, begin));
}

type Ordered = Pick<ReadSeries, 'values' | 'inputs' | 'calendar' | 'filled' | 'irregular' | 'reversed'>;

function inOrder(found: readonly Found[], table: SeriesTable, dates: Dates): Ordered | SeriesFault {
  const times = found.flatMap(({ at }) => (at === undefined ? [] : [at]));
  if (!dates || times.length < found.length)
    return { ...filledIn(found, index => String(found[index]!.line)), irregular: false, reversed: false };
  const reversed = times.length > 1 && times.every((at, index) => index === 0 || at <= times[index - 1]!);
  const sorted = found.toSorted((a, b) => a.at! - b.at!);
  const twice = sorted.findIndex(({ at }, index) => index > 0 && at === sorted[index - 1]!.at);
  if (twice > 0) {
    const { line } = sorted[twice]!;
    const row = table.rows.find(of => of.line === line);
    const cell = dates.columns.map(of => row?.cells[of] ?? '').join('-');
    return { reason: 'same-date', line, other: sorted[twice - 1]!.line, cell };
  }
  const regular = calendarOf(sorted.map(({ at }) => at!));
  if (!regular) return { ...filledIn(sorted, index => String(sorted[index]!.line)), irregular: true, reversed };
  const { places } = regular;
  const ofDays = ['day', 'workday', 'week', 'month', 'quarter', 'year'].includes(regular.calendar.unit);
  const calendar = dates.writing && ofDays ? { ...regular.calendar, writing: dates.writing } : regular.calendar;
  const rows = new Array<Found | undefined>(places.at(-1)! + 1).fill(undefined);
  for (const [index, at] of places.entries()) rows[at] = sorted[index];
  const filled = filledIn(rows, index => timeText(calendar, timeAt(calendar, index)));
  return { ...filled, calendar, irregular: false, reversed };
}

/**
 * What is missing lies on the straight line between its neighbours; in columns that only help it is the value before, as what comes after is not
 * known when it is needed (at the very beginning the first that there is).
 * @param rows undefined where there is none
 */
function filledIn(
  rows: readonly (Found | undefined)[],
  nameOf: (index: number) => string,
): Pick<Ordered, 'values' | 'inputs' | 'filled'> {
  const values = rows.map(row => row?.value ?? NaN);
  const all = Float64Array.from(values);
  const filled = { count: 0, first: '' };
  for (let at = 0; at < all.length; at++) {
    if (!Number.isNaN(values[at])) continue;
    if (filled.count++ === 0) filled.first = nameOf(at);
    const next = values.findIndex((value, index) => index > at && !Number.isNaN(value));
    all[at] = all[at - 1]! + (values[next]! - all[at - 1]!) / (next - at + 1);
  }
  const width = rows.find(row => row)?.inputs.length ?? 0;
  const inputs = Array.from({ length: width }, (_, of) => carriedForward(rows.map(row => row?.inputs[of] ?? NaN)));
  return { values: all, ...(width > 0 ? { inputs } : {}), filled };
}

function carriedForward(values: readonly number[]): Float64Array {
  let last = values.find(value => !Number.isNaN(value)) ?? 0;
  return Float64Array.from(values, value => (last = Number.isNaN(value) ? last : value));
}
