import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { timeAt, timeText } from '../../../../src/text/series/calendar';
import { foundForm } from '../../../../src/text/tables/delimited';
import {
  allInputs,
  readSeries,
  type AskedSeries,
  type ReadSeries,
  type SeriesFault,
} from '../../../../src/text/series/readSeries';

const found: AskedSeries = { ...foundForm, column: '', dateColumn: '' };

function read(text: string, asked = found): ReadSeries {
  const series = readSeries(text, asked);
  if ('reason' in series) throw new Error(JSON.stringify(series));
  return series;
}

function fault(text: string, asked = found): SeriesFault {
  const series = readSeries(text, asked);
  if (!('reason' in series)) throw new Error('It was read.');
  return series;
}

const lines = (count: number, of: (index: number) => string, heading?: string): string =>
  [...(heading === undefined ? [] : [heading]), ...Array.from({ length: count }, (_, index) => of(index))].join('\n');

const isoDay = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);

const frequency = ({ calendar }: ReadSeries): string => (calendar ? `${calendar.every} ${calendar.unit}` : 'none');

describe('reading a series', () => {
  it('reads plain numbers, a line each, and in one line', () => {
    deepEqual([...read(lines(30, n => String(n * 1.5))).values.subarray(0, 3)], [0, 1.5, 3]);
    const row = read(Array.from({ length: 30 }, (_, n) => n + 1).join(', '));
    deepEqual([row.values.length, row.values[29], row.calendar], [30, 30, undefined]);
  });

  it('reads a decimal comma, with and without columns', () => {
    deepEqual([...read(lines(30, n => `${n},5`.replace('1,5', '17,5'))).values.subarray(0, 2)], [0.5, 17.5]);
    const table = read(lines(30, n => `${n + 1}.01.2024;1.00${n % 10},25`, 'Datum;Wert'));
    deepEqual([table.values[0], table.values[1], table.column], [1000.25, 1001.25, 'Wert']);
    equal(frequency(table), '1 day');
  });

  it('reads the first of several series below one another, or the one that is asked for', () => {
    const stacked = ['MSFT', 'AMZN', 'a=b'].flatMap((symbol, of) =>
      Array.from({ length: 30 }, (_, day) => `${symbol},${isoDay(day)},${of === 0 ? 'x' : 'y'},${100 * of + day}`),
    );
    const text = ['symbol,date,kind,price', ...stacked].join('\n');
    const first = read(text);
    deepEqual([first.column, first.values.length, first.values[1], frequency(first)], ['price', 30, 1, '1 day']);
    deepEqual(first.rows, { column: 'symbol', value: 'MSFT', others: ['AMZN', 'a=b'] });
    equal(read(text, { ...found, rows: 'Symbol=AMZN' }).values[1], 101);
    equal(read(text, { ...found, rows: 'symbol=a=b' }).values[1], 201);
    for (const rows of ['symbol=IBM', 'AMZN', 'ticker=AMZN'])
      deepEqual(fault(text, { ...found, rows }), {
        reason: 'no-such-rows',
        asked: rows,
        column: 'symbol',
        value: 'MSFT',
      });
    // One date twice is a fault still: no column tells the rows apart.
    equal(
      fault(['date,n', ...Array.from({ length: 30 }, (_, n) => `${isoDay(n % 29)},5`)].join('\n')).reason,
      'same-date',
    );
  });

  it('takes what it is told of the table: separator and heading', () => {
    const points = lines(30, n => `${n},${n + 7}`.replace('1,8', '17,8'));
    deepEqual([read(points).column, read(points).values[0]], ['1', 0.7]);
    deepEqual(read(points, { ...found, separator: ',', column: '2' }).values[0], 7);
    deepEqual(
      read(
        lines(30, n => `${n} ~ ${n + 7}`),
        { ...found, separator: '~', column: '2' },
      ).values[0],
      7,
    );
    deepEqual(
      read(
        lines(30, n => `${2 * n}`, '99'),
        { ...found, header: true },
      ).column,
      '99',
    );
    deepEqual(read(lines(30, n => `${2 * n}`, '99')).values[0], 99);
  });

  it('takes a comma between columns for no decimal comma', () => {
    const series = read(lines(30, n => `${n + 1},${3 * n}`));
    deepEqual([series.column, series.values[2]], ['2', 6]);
  });

  it('reads thousands, currencies and what says that there is none', () => {
    const cells = (n: number): string => (n === 3 ? 'NA' : n % 2 ? `"$1,${100 + n}.50"` : `1${200 + n}`);
    const series = read(lines(30, n => `${isoDay(n)},${cells(n)}`, 'date,price'));
    deepEqual([...series.values.subarray(0, 3)], [1200, 1101.5, 1202]);
    deepEqual(series.filled, { count: 1, first: '2024-01-04' });
    equal(series.values[3], (1202 + 1204) / 2);
  });

  it('finds the frequency of dates', () => {
    const month = (n: number): string => `${2020 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
    const of = (date: (n: number) => string): string =>
      frequency(read(lines(30, n => `${date(n)},${(7 * n) % 11}`, 'date,value')));
    equal(of(isoDay), '1 day');
    equal(
      of(n => isoDay(7 * n)),
      '7 day'.replace('7 day', '1 week'),
    );
    equal(of(month), '1 month');
    equal(
      of(n => `${month(3 * n)}-01`),
      '1 quarter',
    );
    equal(
      of(n => `${1990 + n}`),
      '1 year',
    );
    equal(
      of(n => `${2000 + Math.floor(n / 4)}Q${(n % 4) + 1}`),
      '1 quarter',
    );
    equal(
      of(n => isoDay(n + 2 * Math.floor(n / 5))),
      '1 workday',
    );
    equal(
      of(n => `${isoDay(Math.floor(n / 24))} ${String(n % 24).padStart(2, '0')}:00`),
      '1 hour',
    );
    equal(
      of(n => `2024-01-01T${String(Math.floor(n / 4)).padStart(2, '0')}:${15 * (n % 4) || '00'}`),
      '15 minute',
    );
    const ends = of(n => new Date(Date.UTC(2024, n + 1, 0)).toISOString().slice(0, 10));
    equal(ends, '1 month');
  });

  it('tells days from months by those that no month has, and by the steps between them', () => {
    const european = read(lines(40, n => `${isoDay(n).split('-').toReversed().join('/')},${n % 5}`, 'date,x'));
    const american = read(lines(40, n => `${isoDay(n).replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1')},${n % 5}`, 'date,x'));
    for (const { calendar } of [european, american])
      deepEqual(
        [calendar?.unit, calendar && new Date(timeAt(calendar, 31)).toISOString().slice(0, 10)],
        ['day', '2024-02-01'],
      );
  });

  it('writes further dates as the table does', () => {
    const next = (date: (n: number) => string): string => {
      const { calendar } = read(lines(40, n => `${date(n)};${n % 5}`, 'date;x'));
      return calendar ? timeText(calendar, timeAt(calendar, 40)) : '';
    };
    const parts = (n: number): number[] => isoDay(n).split('-').map(Number);
    equal(next(isoDay), '2024-02-10');
    equal(
      next(n => isoDay(n).replaceAll('-', '/')),
      '2024/02/10',
    );
    equal(
      next(n => isoDay(n).split('-').toReversed().join('.')),
      '10.02.2024',
    );
    equal(
      next(n => parts(n).toReversed().join('.')),
      '10.2.2024',
    );
    equal(
      next(n => `${parts(n)[1]!}/${parts(n)[2]!}/${parts(n)[0]!}`),
      '2/10/2024',
    );
    equal(
      next(n => isoDay(n).replaceAll('-', '')),
      '2024-02-10',
    );
  });

  it('makes a date of columns of years, months and days', () => {
    const rows = lines(
      30,
      n => `2024,1,${n + 1},${(n % 7) + 1},${(37 * n) % 101}`,
      'year,month,date_of_month,day_of_week,births',
    );
    const series = read(rows);
    deepEqual(
      [series.column, series.dates, frequency(series)],
      ['births', ['year', 'month', 'date_of_month'], '1 day'],
    );
  });

  it('puts rows into order, leaves a place for those that are not there and fills it', () => {
    const rows = Array.from({ length: 40 }, (_, n) => `${isoDay(n)},${n}`).filter((_, n) => n !== 10 && n !== 11);
    const series = read(['date,x', ...rows.toReversed()].join('\n'));
    deepEqual([series.values.length, series.values[10], series.values[11], series.reversed], [40, 10, 11, true]);
    deepEqual(series.filled, { count: 2, first: '2024-01-11' });
  });

  it('takes dates without a frequency for an order', () => {
    const series = read(lines(30, n => `${isoDay(n * n)},${n}`, 'date,x'));
    deepEqual([series.irregular, series.calendar, series.values[5]], [true, undefined, 5]);
  });

  it('forecasts the first column of numbers, or the one that is asked for', () => {
    const rows = lines(30, n => `${isoDay(n)},${n % 7},${n % 3}`, 'date,open,close');
    deepEqual([read(rows).column, read(rows).others], ['open', ['close']]);
    equal(read(rows, { ...found, column: 'Close' }).values[4], 1);
    equal(read(rows, { ...found, column: '3' }).column, 'close');
  });

  it('names what is wrong by line and column', () => {
    const row = (n: number): string => `${isoDay(n)},${n === 7 ? 'twelve' : n}`;
    deepEqual(fault(lines(30, row, 'date,x')), { reason: 'no-number', line: 9, column: 'x', cell: 'twelve' });
    const dates = lines(30, n => `${n === 4 ? '2024-02-31' : isoDay(n)},${n % 9}`, 'date,x');
    deepEqual(fault(dates), { reason: 'no-date', line: 6, column: 'date', cell: '2024-02-31' });
    const twice = lines(30, n => `${isoDay(n === 5 ? 4 : n)},${n % 9}`, 'date,x');
    deepEqual(fault(twice), { reason: 'same-date', line: 7, other: 6, cell: '2024-01-05' });
    deepEqual(fault('1\n2\n3'), { reason: 'too-short', count: 3 });
    equal(fault('These are words.\nNothing else.').reason, 'no-numbers');
    equal(fault(lines(30, String), { ...found, column: 'z' }).reason, 'no-such-column');
  });

  it('counts lines that are blank, and skips those that are remarks', () => {
    const text = [
      '# made by hand',
      'date,x',
      '',
      ...Array.from({ length: 30 }, (_, n) => `${isoDay(n)},${n === 0 ? 'q' : n}`),
    ];
    const wrong = fault(text.join('\r\n'));
    ok(wrong.reason === 'no-number');
    equal(wrong.line, 4);
  });

  it('reads other columns beside it, in the same order and calendar, what is missing as it was before', () => {
    const rows = lines(
      40,
      n => `${isoDay(39 - n)},${n},${n === 5 || n === 39 ? '' : 100 + n},${n % 3}`,
      'date,y,price,rain',
    )
      .split('\n')
      .filter(row => !row.startsWith(isoDay(20)))
      .join('\n');
    const table = read(rows, { ...found, inputs: ['price', '4'] });
    deepEqual([table.column, table.inputNames, table.others], ['y', ['price', 'rain'], []]);
    const [price, rain] = table.inputs!;
    deepEqual([table.values.length, price!.length, rain!.length], [40, 40, 40]);
    // Day 34 has no price, day 20 no row: the day before it speaks. Nothing comes before the first day.
    deepEqual([price![34], price![33], price![20], price![19]], [106, 106, 120, 120]);
    deepEqual([price![0], price![1]], [138, 138]);
    equal(table.values[20], 19);
    deepEqual(read(rows, { ...found, inputs: [allInputs] }).inputNames, ['price', 'rain']);
    deepEqual(fault(rows, { ...found, inputs: ['wind'] }).reason, 'no-such-column');
    const wrong = fault(rows.replace('100,', '1oo,'), { ...found, inputs: ['price'] });
    deepEqual(wrong, { reason: 'no-number', line: 2, column: 'price', cell: '1oo' });
  });
});
