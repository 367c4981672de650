/** A forecast as further rows of the table it was made from: numbers alone, or with their date, where that table has them. */
import type { ForecastResult } from '../protocol/forecast';
import { numberText } from './forecastCsv';

export interface TableAbove {
  /** Its first line: names of columns, if it has any. */
  first: string;
  /** The row that others are to follow. */
  last: string;
  separator: string;
}

/** Of the table: its width, and which columns the value and the date stand in; undefined for numbers alone and for what cannot be followed. */
export interface RowShape {
  width: number;
  value: number;
  /** Absent where the rows have none. */
  date?: number;
}

export function rowShapeOf(
  { name, dated, forecast }: Pick<ForecastResult, 'name' | 'dated' | 'forecast'>,
  { first, last, separator }: TableAbove,
): RowShape | undefined {
  const [columns, cells] = [first, last].map(line =>
    line.split(separator).map(cell => cell.trim().replaceAll('"', '')),
  );
  if (!columns || !cells || cells.length < 2 || columns.length !== cells.length) return undefined;
  const named = /^\d+$/.test(name) ? -1 : columns.indexOf(name);
  // Without names columns are numbered from 1; the first may be all there is, with a comma in its numbers.
  const value = named >= 0 ? named : dated || Number(name) > 1 ? Number(name) - 1 : -1;
  if (!(value >= 0 && value < cells.length)) return undefined;
  if (!dated) return { width: cells.length, value };
  const writing = writingOf(forecast[0]?.when ?? '');
  const date = cells.findIndex((cell, column) => column !== value && writingOf(cell) === writing);
  return date < 0 ? undefined : { width: cells.length, value, date };
}

/** Cells of other columns stay empty: nothing is known of them. @param hasComma whether numbers have a decimal comma */
export function forecastRows(
  { dated, forecast }: Pick<ForecastResult, 'dated' | 'forecast'>,
  shape: RowShape | undefined,
  separator: string,
  hasComma: boolean,
): string[] {
  return forecast.map(({ when, middle }) => {
    const number = hasComma ? numberText(middle).replace('.', ',') : numberText(middle);
    if (!shape) return dated ? `${when}${separator}${number}` : number;
    const cells = Array.from({ length: shape.width }, () => '');
    cells[shape.value] = number;
    if (shape.date !== undefined) cells[shape.date] = when;
    return cells.join(separator);
  });
}

/** Dates of one writing differ in their digits alone; a day or a month may have one or two. */
const writingOf = (text: string): string => text.replace(/\d+/g, digits => (digits.length <= 2 ? '9' : '9999'));
