/** A forecast as a table, as spreadsheets and programs read it. */
import type { ForecastPoint } from '../protocol/forecast';

/** Digits that a forecast can have a right to. */
const digits = 7;

/** @param column of what is forecast @param dated whether `when` are dates, else the numbers of the values */
export const forecastCsv = (column: string, dated: boolean, forecast: readonly ForecastPoint[]): string =>
  [
    [dated ? 'date' : 'number', ...['', '10%', '90%'].map(band => quoted(band === '' ? column : `${column} ${band}`))],
    ...forecast.map(({ when, low, middle, high }) => [when, ...[middle, low, high].map(numberText)]),
  ]
    .map(cells => `${cells.join(',')}\n`)
    .join('');

export const numberText = (value: number): string => String(Number(value.toPrecision(digits)));

/** A spreadsheet takes what begins so for a formula. */
const quoted = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
