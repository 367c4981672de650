/** When the values of a series were: a first time, and how far apart they are. */

import { writtenDate, type DateWriting } from './dates';

const timeUnits = ['second', 'minute', 'hour', 'day', 'workday', 'week', 'month', 'quarter', 'year'] as const;
export type TimeUnit = (typeof timeUnits)[number];

export interface Calendar {
  /** Of the first value: milliseconds since 1970, as `timeIn` reads them. */
  start: number;
  unit: TimeUnit;
  /** Units from one value to the next. */
  every: number;
  /** Of days, where it is not the one of ISO 8601. */
  writing?: DateWriting;
}

const lengths = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
const months = { month: 1, quarter: 3, year: 12 } as const;

/** Days from Monday, 0..6. */
export const weekdayOf = (at: number): number => (Math.floor(at / lengths.day) + 3) % 7;

const monthOf = (at: number): number => {
  const date = new Date(at);
  return 12 * date.getUTCFullYear() + date.getUTCMonth();
};

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** Workdays since Monday, January 5, 1970. */
const workdayOf = (at: number): number => {
  const days = Math.floor(at / lengths.day) - 4;
  const week = Math.floor(days / 7);
  return 5 * week + Math.min(4, days - 7 * week);
};

const atWorkday = (number: number): number => (4 + 7 * Math.floor(number / 5) + (((number % 5) + 5) % 5)) * lengths.day;

/** The time of the value at a place, also beyond the end. */
export function timeAt({ start, unit, every }: Calendar, place: number): number {
  if (unit === 'workday') return atWorkday(workdayOf(start) + place * every);
  if (unit === 'month' || unit === 'quarter' || unit === 'year') {
    const month = monthOf(start) + place * every * months[unit];
    const [year, inYear] = [Math.floor(month / 12), month % 12];
    const first = new Date(start).getUTCDate();
    const last = lastDay(year, inYear);
    // A month that begins with its last day means last days.
    const ends = first === lastDay(new Date(start).getUTCFullYear(), new Date(start).getUTCMonth());
    return Date.UTC(year, inYear, ends ? last : Math.min(first, last), new Date(start).getUTCHours());
  }
  return start + place * every * lengths[unit];
}

/** The place of a time; not a whole number for a time between two values. */
function placeOf(calendar: Calendar, at: number): number {
  const { start, unit, every } = calendar;
  if (unit === 'workday') return weekdayOf(at) > 4 ? NaN : (workdayOf(at) - workdayOf(start)) / every;
  if (unit === 'month' || unit === 'quarter' || unit === 'year') {
    const place = (monthOf(at) - monthOf(start)) / (every * months[unit]);
    return timeAt(calendar, Math.round(place)) === at ? place : NaN;
  }
  return (at - start) / (every * lengths[unit]);
}

/** At most so many places for each value: what is sparser has no frequency. */
const mostPlaces = 1.5;

/**
 * The coarsest calendar that has a place for each of the times and few that are empty; undefined for times without a frequency.
 * @param times ascending, none twice
 */
export function calendarOf(times: readonly number[]): { calendar: Calendar; places: Int32Array } | undefined {
  const [start] = times;
  if (start === undefined || times.length < 3) return undefined;
  for (const unit of [...timeUnits].reverse()) {
    const every = stepIn(unit, times);
    if (every === undefined) continue;
    const calendar = { start, unit, every };
    const places = Int32Array.from(times, at => {
      const place = placeOf(calendar, at);
      return Number.isInteger(place) ? place : -1;
    });
    if (!places.includes(-1) && places.at(-1)! < mostPlaces * times.length) return { calendar, places };
  }
  return undefined;
}

/** The commonest step, in whole units. */
function stepIn(unit: TimeUnit, times: readonly number[]): number | undefined {
  const one = { start: times[0]!, unit, every: 1 };
  const counts = new Map<number, number>();
  let before = 0;
  for (const at of times) {
    const place = placeOf(one, at);
    if (!Number.isInteger(place)) return undefined;
    if (at !== times[0]) counts.set(place - before, (counts.get(place - before) ?? 0) + 1);
    before = place;
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [1, 0])[0];
}

/** Values of a season, by how far apart they are: a week of days, a day of hours, a year of months; undefined where there is none. */
export function usualSeason({ unit, every }: Calendar): number | undefined {
  const of: Readonly<Record<TimeUnit, number | undefined>> = {
    second: 60,
    minute: 60,
    hour: 24,
    day: 7,
    workday: 5,
    week: 52,
    month: 12,
    quarter: 4,
    year: undefined,
  };
  const season = of[unit];
  return season !== undefined && season % every === 0 && season > every ? season / every : undefined;
}

/** Values of a long season: a year of days, a week of hours; 1: none beside the usual one. */
export function longSeason({ unit, every }: Calendar): number {
  const of: Partial<Record<TimeUnit, number>> = { minute: 1440, hour: 168, day: 364, workday: 260 };
  const long = of[unit] ?? 1;
  return long % every === 0 && long > every ? long / every : 1;
}

/** As its table has it, or else: a day, a minute, a month "2000-01", a quarter "2000-Q1", a year. */
export function timeText({ unit, start, writing }: Calendar, at: number): string {
  // Beyond the dates that there are.
  if (Number.isNaN(new Date(at).getTime())) return '–';
  if (writing) return writtenDate(at, writing);
  const text = new Date(at).toISOString();
  switch (unit) {
    case 'year':
      return text.slice(0, 4);
    case 'quarter':
      return `${text.slice(0, 4)}-Q${Math.floor(new Date(at).getUTCMonth() / 3) + 1}`;
    case 'month':
      return new Date(start).getUTCDate() === 1 ? text.slice(0, 7) : text.slice(0, 10);
    case 'second':
      return text.slice(0, 19);
    case 'minute':
    case 'hour':
      return text.slice(0, 16);
    default:
      return text.slice(0, 10);
  }
}
