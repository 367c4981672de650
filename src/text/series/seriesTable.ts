/** A text as rows of numbers and dates: which line is the heading, which columns hold dates, which hold numbers. */
import {
  candidatesFor,
  commonest,
  isHeader,
  namedSeparator,
  parseTable,
  type AskedForm,
  type Separator,
} from '../tables/delimited';
import { normaliseNewlines } from '../tokens/clean';
import { dateOrderOf, dateWritingOf, timeIn, type DateOrder, type DateWriting } from './dates';
import { isMissing, numberFormatOf, numberIn, type NumberFormat } from './numbers';

export interface Row {
  /** In the text, from 1. */
  line: number;
  cells: readonly string[];
}

export interface SeriesTable {
  /** Names, or numbers where there is no heading. */
  columns: string[];
  rows: Row[];
  separator: Separator | undefined;
}

const sampleRows = 500;
/** Share of cells that have to be numbers for a column to be one of numbers: the others are faults, and are named. */
const mostlyNumbers = 0.8;

type Splitter = (line: string) => string[];

const splitters = (body: string, asked: Separator): { separator: Separator; split: Splitter }[] =>
  [...new Set([...candidatesFor(body, asked).separators, ...(asked === '' ? [' '] : [])])].map(separator => ({
    separator,
    split: separator === ' ' ? line => line.trim().split(/\s+/) : line => parseTable(line, separator)[0] ?? [],
  }));

const isValue = (cell: string): boolean =>
  numberIn(cell, { decimal: '.' }) !== undefined || numberIn(cell, { decimal: ',' }) !== undefined;

/** Numbers with a decimal comma, a line each, are no table of two columns; unless the first of them count the lines. */
function isDecimalComma(lines: readonly string[]): boolean {
  const parts = lines.map(line => /^\s*[-+]?(\d+),\d+\s*$/.exec(line)?.[1]);
  const known = parts.filter(part => part !== undefined).map(Number);
  return known.length > mostlyNumbers * lines.length && !known.every((value, index) => value === known[0]! + index);
}

/** Undefined for a text without rows. */
export function seriesTableOf(text: string, asked: AskedForm): SeriesTable | undefined {
  const plain = normaliseNewlines(text);
  const body = namedSeparator(plain).text;
  const skipped = plain.slice(0, plain.length - body.length).split('\n').length - 1;
  const lines = body
    .split('\n')
    .map((line, index) => ({ line: index + 1 + skipped, text: line }))
    .filter(({ text: of }) => of.trim() !== '' && !of.startsWith('#'));
  if (lines.length === 0) return undefined;
  // Numbers after one another in a single line are a series, too.
  const [only] = lines;
  if (lines.length === 1 && only) {
    const cells = only.text.trim().split(/[\t;]+\s*|,\s+|\s+|,(?=\S)/);
    return { columns: ['1'], rows: cells.map(cell => ({ line: only.line, cells: [cell] })), separator: undefined };
  }
  const sample = lines.slice(0, sampleRows).map(({ text: of }) => of);
  const found =
    asked.separator === '' && isDecimalComma(sample.slice(1))
      ? undefined
      : splitters(plain, asked.separator).find(({ split }) => widthOf(sample.map(line => split(line).length)) > 1);
  const split: Splitter = found?.split ?? (line => [line]);
  const rows = lines.map(({ line, text: of }) => ({ line, cells: split(of).map(cell => cell.trim()) }));
  const heading = isHeader(asked, isHeading(rows)) ? rows[0]!.cells : undefined;
  const width = Math.max(...rows.slice(0, sampleRows).map(({ cells }) => cells.length));
  return {
    columns: Array.from({ length: width }, (_, column) => heading?.[column]?.trim() || String(column + 1)),
    rows: heading ? rows.slice(1) : rows,
    separator: found?.separator,
  };
}

/** The width of most lines; 0 where they differ too much. */
function widthOf(widths: readonly number[]): number {
  const width = commonest(widths);
  return widths.filter(of => of === width).length >= 0.7 * widths.length ? width : 0;
}

/** The first line names columns where a column of numbers begins with a word. */
function isHeading(rows: readonly Row[]): boolean {
  const [first, ...others] = rows.slice(0, sampleRows);
  if (!first || others.length === 0 || first.cells.some(cell => isValue(cell))) return false;
  return first.cells.some((cell, column) => {
    const below = others.map(({ cells }) => cells[column] ?? '');
    return !isMissing(cell) && below.filter(of => isValue(of)).length > mostlyNumbers * below.length;
  });
}

const cellsIn = ({ rows }: SeriesTable, column: number): string[] => rows.map(({ cells }) => cells[column] ?? '');

/** How the cells of a column are dates, row by row; undefined for another column. */
export type ReadTime = (row: Row) => number | undefined;

const partNames = {
  year: /^(?:years?|yr|jahr|année|annee|año|年份?)$/i,
  month: /^(?:months?|mon|mo|monat|mois|mes|月份?)$/i,
  day: /^(?:days?|date_?of_?month|day_?of_?month|dom|mday|tag|jour|día|日)$/i,
};

export interface DateColumns {
  columns: number[];
  /** How they are written, so that others can be written so. */
  writing?: DateWriting;
  read: ReadTime;
}

/** Dates in one column, or in columns of years, months and days. */
export function datesIn(table: SeriesTable, asked: number | undefined): DateColumns | undefined {
  const parts = partsIn(table);
  if (asked === undefined && parts) return parts;
  for (const column of asked === undefined ? table.columns.keys() : [asked]) {
    const cells = cellsIn(table, column).filter(cell => cell !== '');
    const order = orderOf(
      cells,
      asked !== undefined || /date|time|day|month|year|datum|zeit|fecha|日期|时间/i.test(table.columns[column] ?? ''),
    );
    if (order)
      return {
        columns: [column],
        ...writingOf(cells, order),
        read: ({ cells: of }) => timeIn(of[column] ?? '', order),
      };
  }
  return undefined;
}

const writingOf = (cells: readonly string[], order: DateOrder): { writing?: DateWriting } => {
  const writing = dateWritingOf(cells.slice(0, sampleRows), order);
  return writing ? { writing } : {};
};

/** Years alone are numbers like others, unless they are in order; of a column of dates a few cells may be faults. */
function orderOf(cells: readonly string[], named: boolean): DateOrder | undefined {
  if (cells.length === 0) return undefined;
  const sample = cells.slice(0, sampleRows);
  const bare = sample.every(cell => /^\d+$/.test(cell));
  if (bare && !named && !sample.every((cell, index) => index === 0 || Number(cell) > Number(sample[index - 1])))
    return undefined;
  const dates = sample.filter(cell =>
    (['year first', 'day first', 'month first'] as const).some(order => timeIn(cell, order) !== undefined),
  );
  return dates.length > mostlyNumbers * sample.length ? dateOrderOf(dates) : undefined;
}

function partsIn(table: SeriesTable): DateColumns | undefined {
  const place = (pattern: RegExp): number => table.columns.findIndex(name => pattern.test(name.trim()));
  const [year, month, day] = [place(partNames.year), place(partNames.month), place(partNames.day)];
  if (year < 0 || month < 0) return undefined;
  const two = (cell: string | undefined): string => (cell ?? '').padStart(2, '0');
  const read: ReadTime = ({ cells }) =>
    timeIn([cells[year], two(cells[month]), ...(day < 0 ? [] : [two(cells[day])])].join('-'), 'year first');
  const readable = table.rows.slice(0, sampleRows).filter(row => read(row) !== undefined).length;
  if (readable < mostlyNumbers * Math.min(sampleRows, table.rows.length)) return undefined;
  return { columns: [year, month, ...(day < 0 ? [] : [day])], read };
}

export interface NumberColumn {
  column: number;
  format: NumberFormat;
}

/** Columns of which most cells are numbers. @param dates columns that are something else */
export function numbersIn(table: SeriesTable, dates: readonly number[]): NumberColumn[] {
  return [...table.columns.keys()].flatMap(column => {
    if (dates.includes(column)) return [];
    const cells = cellsIn(table, column).filter(cell => !isMissing(cell));
    const format = formatIn(table, column);
    const numbers = cells.filter(cell => numberIn(cell, format) !== undefined).length;
    return numbers > 0 && numbers >= mostlyNumbers * cells.length ? [{ column, format }] : [];
  });
}

export const formatIn = (table: SeriesTable, column: number): NumberFormat =>
  numberFormatOf(cellsIn(table, column).slice(0, 10 * sampleRows), table.separator === ',');

const derived = /week_?day|day_?of_?week|dow|weekday|wochentag|^(?:id|index|nr|no\.?|row|#)$/i;

/** Whether a column numbers its rows, or says what follows from the date. */
export function isDerived(table: SeriesTable, { column, format }: NumberColumn): boolean {
  if (derived.test(table.columns[column] ?? '')) return true;
  const values = table.rows.slice(0, sampleRows).map(({ cells }) => numberIn(cells[column] ?? '', format));
  return values.length > 2 && values.every((value, index) => value === (values[0] ?? NaN) + index);
}
