/** The series of a source, with what has to be said of it. */
import { createHash } from 'node:crypto';
import type { SeriesColumns } from '../../options/series';
import { UnrollError } from '../../protocol/errors';
import { mostValues, type FoundSeries } from '../../protocol/forecast';
import type { Message } from '../../protocol/message';
import type { TextSource } from '../../protocol/textSource';
import { timeAt, timeText } from '../../text/series/calendar';
import {
  type AskedSeries,
  fewestValues,
  readSeries,
  type ReadSeries,
  type SeriesFault,
} from '../../text/series/readSeries';
import type { ReadRows } from '../../text/series/stackedSeries';
import { seasonOf } from '../../text/series/season';
import type { Pause } from '../../training/pause';
import { readText } from '../../training/readSource';
import { frequencyMessage } from '../../words/frequency';
import { message } from '../../words/message';
import { assertSeparated } from '../separated';

export interface SeriesOfSource extends ReadSeries {
  notes: Message[];
  characters: number;
  sha256: string;
}

/** @throws UnrollError as `readText` does, and 'bad-options' for a text without a series, naming line and column */
export async function readSeriesFrom(
  source: TextSource,
  asked: SeriesColumns & Pick<AskedSeries, 'inputs' | 'likeliest'>,
  pause: Pause,
): Promise<SeriesOfSource> {
  const { text, notes } = await readText(source);
  await pause();
  assertSeparated(source.name, text, asked.separator === ' ' ? '' : asked.separator);
  const found = readSeries(text, asked);
  if ('reason' in found) throw new UnrollError('bad-options', faultMessage(source.name, found));
  const cut = Math.max(0, found.values.length - mostValues);
  const { calendar } = found;
  return {
    ...found,
    values: found.values.slice(cut),
    ...(found.inputs ? { inputs: found.inputs.map(input => input.slice(cut)) } : {}),
    ...(calendar ? { calendar: { ...calendar, start: timeAt(calendar, cut) } } : {}),
    notes: [...notes, ...notesOn(found, cut)],
    characters: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}

function notesOn(
  { column, others, inputNames, rows, filled, irregular, reversed, calendar, values }: ReadSeries,
  cut: number,
): Message[] {
  const kept = { count: values.length - cut, column };
  return [
    calendar
      ? message('note.seriesDated', {
          ...kept,
          frequency: frequencyMessage(calendar),
          first: timeText(calendar, timeAt(calendar, cut)),
          last: timeText(calendar, timeAt(calendar, values.length - 1)),
        })
      : message('note.series', kept),
    ...(rows ? [message('note.seriesRows', rowsShown(rows))] : []),
    ...(inputNames.length > 0 ? [message('note.seriesInputs', { columns: inputNames.join(', ') })] : []),
    ...(others.length > 0 ? [message('note.seriesOthers', { columns: others.join(', ') })] : []),
    ...(filled.count > 0
      ? [
          calendar
            ? message('note.seriesGaps', { count: filled.count, first: filled.first })
            : message('note.seriesMissing', { count: filled.count, line: filled.first }),
        ]
      : []),
    ...(irregular ? [message('note.seriesIrregular')] : []),
    ...(reversed ? [message('note.seriesReversed')] : []),
    ...(cut > 0 ? [message('note.seriesCut', { count: mostValues })] : []),
  ];
}

/** Series that a note names. */
const mostNamed = 10;

const rowsShown = ({ column, value, others }: ReadRows) => ({
  column,
  value,
  count: others.length + 1,
  others: others.slice(0, mostNamed).join(', ') + (others.length > mostNamed ? ', …' : ''),
});

function faultMessage(name: string, fault: SeriesFault): Message {
  switch (fault.reason) {
    case 'no-numbers':
      return message('error.noSeries', { name });
    case 'no-such-column':
      return message('error.noSuchColumn', { name, asked: fault.asked, columns: fault.columns.join(', ') });
    case 'no-such-rows':
      return message('error.noSuchRows', { name, ...fault });
    case 'no-number':
      return message('error.noNumber', { name, ...fault, cell: fault.cell });
    case 'no-date':
      return message('error.noDate', { name, ...fault });
    case 'same-date':
      return message('error.sameDate', { name, ...fault });
    case 'too-short':
      return message('error.seriesTooShort', { name, count: fault.count, fewest: fewestValues });
  }
}

/** @throws UnrollError as `readSeriesFrom` does */
export async function inspectSeries(source: TextSource, asked: SeriesColumns, pause: Pause): Promise<FoundSeries> {
  const { column, others, rows, values, calendar } = await readSeriesFrom(source, asked, pause);
  return {
    column,
    others,
    ...(rows ? { rows: { column: rows.column, values: [rows.value, ...rows.others] } } : {}),
    count: values.length,
    ...(calendar
      ? {
          dates: {
            first: timeText(calendar, calendar.start),
            last: timeText(calendar, timeAt(calendar, values.length - 1)),
            every: calendar.every,
            unit: calendar.unit,
          },
        }
      : {}),
    season: seasonOf(values, calendar, 0),
  };
}
