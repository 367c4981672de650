/** What a time is known by: its weekday and hour, the wave of the year, and the special days, of which nobody has a list. */
import { timeAt, weekdayOf, type Calendar } from './calendar';

const day = 86_400_000;
/** Days around Easter that may be special. */
const aroundEaster = 7;

/** How strongly each kind of effect is drawn towards 0; 1: as by one more year in which it was 0. */
const pulls = {
  weekday: 0.03,
  hour: 0.03,
  /** The month, the quarter, the week of the year. */
  season: 0.03,
  /** A wave of a year, or of a part of it. */
  wave: 0.03,
};
/** Waves that go into a year, up to so many: what is smooth of it, as in temperatures. */
const waves = 3;
/** The same of the days of a year, where they stand out from what is chance. */
const pullsOfDates = { date: 0.3, rest: 0.3, weekdayOfDate: 0.9, after: 0.9, before: 0.9, easter: 0.3 };
type Group = keyof typeof pulls | keyof typeof pullsOfDates;

const isOfDates = (group: Group): group is keyof typeof pullsOfDates => group in pullsOfDates;
/** @param strength so many times `pullsOfDates` */
export const pullOn = (group: Group, strength: number): number =>
  isOfDates(group) ? strength * pullsOfDates[group] : pulls[group];

/** Easter Sunday (J. Meeus, "Astronomical algorithms", chapter 8), days since 1970. */
export function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1) / day;
}

/** An effect by its name, and how much of it is there. */
type Effect = [group: Group, name: string, amount: number];

const whole = (group: Group, name: string): Effect => [group, name, 1];

/** Of a year of 365.2425 days. */
function wavesAt(at: number): Effect[] {
  const turn = (2 * Math.PI * at) / (365.2425 * day);
  return Array.from({ length: waves }, (_, index): Effect[] => [
    ['wave', `sine ${index + 1}`, Math.sin((index + 1) * turn)],
    ['wave', `cosine ${index + 1}`, Math.cos((index + 1) * turn)],
  ]).flat();
}

/** What a time is known by. @param dates whether each date of the year has been there often enough */
export function effectsAt(at: number, { unit }: Calendar, dates: boolean): Effect[] {
  const date = new Date(at);
  const [month, inMonth] = [date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'year') return [];
  if (unit === 'month' || unit === 'quarter') return [whole('season', String(month))];
  const days = Math.floor(at / day);
  if (unit === 'week')
    return [whole('season', String(Math.floor((days - Date.UTC(date.getUTCFullYear(), 0, 1) / day) / 7)))];
  const weekday = weekdayOf(at);
  const usual = [
    whole('weekday', String(weekday)),
    ...(unit === 'day' || unit === 'workday' ? [] : [whole('hour', `${date.getUTCHours()} ${weekday}`)]),
  ];
  if (!dates) return usual;
  const of = `${month}/${inMonth}`;
  const fromEaster = days - easterOf(date.getUTCFullYear());
  const nearest = (anchor: number, direction: 1 | -1): string => {
    const away = ((((weekday - anchor) * direction) % 7) + 7) % 7;
    const other = new Date(at - direction * away * day);
    return `${anchor} ${other.getUTCMonth()} ${Math.floor((other.getUTCDate() - 1) / 7)} ${weekday}`;
  };
  return [
    ...usual,
    ...wavesAt(at),
    whole('date', of),
    whole('rest', `${of} ${Math.max(4, weekday)}`),
    whole('weekdayOfDate', `${of} ${weekday}`),
    // A holiday on the fourth Thursday makes the Friday behind it special, be it the fourth or the fifth.
    ...[0, 3].flatMap(anchor => [whole('after', nearest(anchor, 1)), whole('before', nearest(anchor, -1))]),
    ...(Math.abs(fromEaster) <= aroundEaster ? [whole('easter', String(fromEaster))] : []),
  ];
}

/** The series has to show each date of the year, or of a season each place, so often. */
const fewestYears = 2;
const fewestSeasons = 4;

const mostHeld = 180;
const shareHeld = 5;
/** Values kept aside to find the strength by. */
export const heldOf = (end: number): number => Math.min(mostHeld, Math.floor(end / shareHeld));

/** Also without the values that find the strength. */
export const hasDates = (calendar: Calendar, end: number): boolean =>
  timeAt(calendar, end - heldOf(end)) - calendar.start >= fewestYears * 365 * day;

/** Whether there is enough to see what the calendar adds. */
export function hasCalendarEffects(calendar: Calendar | undefined, end: number): calendar is Calendar {
  if (!calendar || !['minute', 'hour', 'day', 'workday', 'week', 'month', 'quarter'].includes(calendar.unit))
    return false;
  const season = ['week', 'month', 'quarter'].includes(calendar.unit) ? 365 * day : 7 * day;
  return timeAt(calendar, end) - calendar.start >= fewestSeasons * season;
}
