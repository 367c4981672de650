/** Tables that hold several series below one another, told apart by a column: a symbol, a place, a product. */
import { isMissing } from './numbers';
import type { DateColumns, SeriesTable } from './seriesTable';

/** Which rows of a table are read. */
export interface ReadRows {
  column: string;
  value: string;
  /** What else the column holds: further series. */
  others: string[];
}

/** More are no names of series; and fewer rows of each, on average, no series. */
const mostSeries = 1000;
const fewestRows = 24;
/** Of dates that are told apart at least so many rows in 100 have one that was there before: one date twice is a slip. */
const leastRepeated = 20;

/**
 * The rows of `asked`, "column=value"; else, where dates occur more than once and within the values of a column never, those of its first value.
 * Undefined where there is no such column or value.
 */
export function rowsOf(
  table: SeriesTable,
  dates: DateColumns | undefined,
  asked: string,
): { table: SeriesTable; rows?: ReadRows } | undefined {
  if (asked === '') {
    const column = dates ? tellingApart(table, dates) : undefined;
    return column === undefined ? { table } : rowsWith(table, column, cellOf(table, 0, column));
  }
  const split = asked.indexOf('=');
  const [name, value] = split < 0 ? ['', ''] : [asked.slice(0, split).trim(), asked.slice(split + 1).trim()];
  const column = table.columns.findIndex(of => of.toLowerCase() === name.toLowerCase());
  const known = table.rows.some(({ cells }) => cells[column] === value);
  return known ? rowsWith(table, column, value) : undefined;
}

const cellOf = ({ rows }: SeriesTable, row: number, column: number): string => rows[row]?.cells[column] ?? '';

function rowsWith(table: SeriesTable, column: number, value: string): { table: SeriesTable; rows: ReadRows } {
  const values = [...new Set(table.rows.map(({ cells }) => cells[column] ?? ''))];
  return {
    table: { ...table, rows: table.rows.filter(({ cells }) => cells[column] === value) },
    rows: { column: table.columns[column]!, value, others: values.filter(of => of !== value && of !== '') },
  };
}

/** The first column within whose values no date occurs twice; undefined where none does anyway. */
export function tellingApart({ columns, rows }: SeriesTable, dates: DateColumns): number | undefined {
  const times = rows.map(row => dates.read(row));
  if (times.length - new Set(times).size < (leastRepeated / 100) * times.length) return undefined;
  const found = [...columns.keys()].find(column => {
    if (dates.columns.includes(column)) return false;
    const values = new Set(rows.map(({ cells }) => cells[column] ?? ''));
    if (values.size < 2 || values.size > Math.min(mostSeries, rows.length / fewestRows) || [...values].some(isMissing))
      return false;
    return new Set(rows.map(({ cells }, row) => `${cells[column]}\0${times[row]}`)).size === rows.length;
  });
  return found;
}
