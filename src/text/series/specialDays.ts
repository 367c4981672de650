/**
 * Regression on the calendar with autoregressive errors: what weekdays, hours, and the special days of the year add, found in the series itself.
 * Nobody lists holidays: each date, each weekday near the n-th Monday or Thursday of a month, and the days around Easter have an effect
 * of their own, drawn towards 0 as far as few years speak for it; errors are the autoregression's, and both are fitted in turn
 * (D. Cochrane, G. Orcutt, 1949).
 */
import type { Pausable } from '../pausable';
import {
  autoregression,
  autoregressive,
  fitAutoregression,
  into,
  outOf,
  type Autoregression,
  type Transform,
} from './autoregression';
import { timeAt, weekdayOf, type Calendar } from './calendar';
import type { Forecaster } from './forecaster';
import { ridge } from './leastSquares';

const day = 86_400_000;
const rounds = 3;
const mostSteps = 60;
/** Days around Easter that may be special. */
const aroundEaster = 7;

/** How strongly each kind of effect is drawn towards 0; 1: as by one more year in which it was 0. */
const pulls = {
  weekday: 0.03,
  hour: 0.03,
  /** The month, the quarter, the week of the year. */
  season: 0.03,
};
/** The same of the days of a year, where they stand out from what is chance. */
const pullsOfDates = { date: 0.3, rest: 0.3, weekdayOfDate: 0.9, after: 0.9, before: 0.9, easter: 0.3 };
type Group = keyof typeof pulls | keyof typeof pullsOfDates;

/**
 * So many times `pullsOfDates`, from the least on. Of few years, or where chance moves a day more than its date does, as it does the weather, the
 * days of the past would else be learned by heart, and the autoregression of what they leave would be one of nothing.
 */
const strengths = [1, 10, 100, 1000];
const mostHeld = 180;
const shareHeld = 5;
const isOfDates = (group: Group): group is keyof typeof pullsOfDates => group in pullsOfDates;
const pullOn = (group: Group, strength: number): number =>
  isOfDates(group) ? strength * pullsOfDates[group] : pulls[group];
/** Values kept aside to find the strength by. */
const heldOf = (end: number): number => Math.min(mostHeld, Math.floor(end / shareHeld));

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

/** What a time is known by. @param dates whether each date of the year has been there often enough */
function effectsAt(at: number, { unit }: Calendar, dates: boolean): [Group, string][] {
  const date = new Date(at);
  const [month, inMonth] = [date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'year') return [];
  if (unit === 'month' || unit === 'quarter') return [['season', String(month)]];
  const days = Math.floor(at / day);
  if (unit === 'week')
    return [['season', String(Math.floor((days - Date.UTC(date.getUTCFullYear(), 0, 1) / day) / 7))]];
  const weekday = weekdayOf(at);
  const usual: [Group, string][] = [
    ['weekday', String(weekday)],
    ...(unit === 'day' || unit === 'workday'
      ? []
      : [['hour', `${date.getUTCHours()} ${weekday}`] satisfies [Group, string]]),
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
    ['date', of],
    ['rest', `${of} ${Math.max(4, weekday)}`],
    ['weekdayOfDate', `${of} ${weekday}`],
    // A holiday on the fourth Thursday makes the Friday behind it special, be it the fourth or the fifth.
    ...[0, 3].flatMap((anchor): [Group, string][] => [
      ['after', nearest(anchor, 1)],
      ['before', nearest(anchor, -1)],
    ]),
    ...(Math.abs(fromEaster) <= aroundEaster ? [['easter', String(fromEaster)] satisfies [Group, string]] : []),
  ];
}

/** The series has to show each date of the year, or of a season each place, so often. */
const fewestYears = 2;
const fewestSeasons = 4;

/** Also without the values that find the strength. */
const hasDates = (calendar: Calendar, end: number): boolean =>
  timeAt(calendar, end - heldOf(end)) - calendar.start >= fewestYears * 365 * day;

/** Whether there is enough to see what the calendar adds. */
export function hasCalendarEffects(calendar: Calendar | undefined, end: number): calendar is Calendar {
  if (!calendar || !['minute', 'hour', 'day', 'workday', 'week', 'month', 'quarter'].includes(calendar.unit))
    return false;
  const season = ['week', 'month', 'quarter'].includes(calendar.unit) ? 365 * day : 7 * day;
  return timeAt(calendar, end) - calendar.start >= fewestSeasons * season;
}

export interface SpecialDays {
  /** Of the place, in the unit that `transform` makes. */
  effect: (at: number) => number;
  model: Autoregression;
  transform: Transform;
}

interface Design {
  /** Entries of row t: ids[ends[t - 1] .. ends[t]). */
  ids: Int32Array;
  ends: Int32Array;
  places: ReadonlyMap<string, number>;
  penalties: Float64Array;
}

function* designOf(calendar: Calendar, end: number, dates: boolean, strength: number): Pausable<Design> {
  const places = new Map<string, number>();
  const penalties: number[] = [];
  const ids: number[] = [];
  const ends = new Int32Array(end);
  for (let t = 0; t < end; t++) {
    for (const [group, name] of effectsAt(timeAt(calendar, t), calendar, dates)) {
      const key = `${group} ${name}`;
      const known = places.get(key) ?? places.size;
      if (known === places.size) {
        places.set(key, known);
        penalties.push(pullOn(group, strength));
      }
      ids.push(known);
    }
    ends[t] = ids.length;
    if (t % 512 === 0) yield;
  }
  return { ids: Int32Array.from(ids), ends, places, penalties: Float64Array.from(penalties) };
}

/** @param end the values before it are fitted to */
export function* specialDays(
  values: Float64Array,
  end: number,
  calendar: Calendar,
  choices: readonly (readonly number[])[],
): Pausable<SpecialDays> {
  const dates = hasDates(calendar, end);
  const fit = (to: number, strength: number): Pausable<SpecialDays> =>
    withStrength(values, to, calendar, choices, dates, strength);
  if (!dates) return yield* fit(end, 1);
  let best = { strength: 1, error: Infinity };
  for (const strength of strengths) {
    const from = end - heldOf(end);
    const error = errorIn(values, from, end, yield* fit(from, strength));
    if (error >= best.error) break;
    best = { strength, error };
  }
  return yield* fit(end, best.strength);
}

/** Sum of squared errors one step ahead of the values from..end - 1. */
function errorIn(values: Float64Array, from: number, end: number, found: SpecialDays): number {
  const { path } = specialDaysForecaster(values.subarray(0, end), found);
  const next = new Float64Array(1);
  let sum = 0;
  for (let at = from; at < end; at++) {
    path(at, next);
    sum += (next[0]! - values[at]!) ** 2;
  }
  return sum;
}

function* withStrength(
  values: Float64Array,
  end: number,
  calendar: Calendar,
  choices: readonly (readonly number[])[],
  dates: boolean,
  strength: number,
): Pausable<SpecialDays> {
  const { ids, ends, places, penalties } = yield* designOf(calendar, end, dates, strength);
  const began = yield* fitAutoregression(values.subarray(0, end), end, choices);
  const { transform } = began;
  let model = began.model;
  const target = values.subarray(0, end).map(value => into(value, transform));
  let effects: Float64Array = new Float64Array(penalties.length);
  const summed = (of: Float64Array): Float64Array => {
    const sums = new Float64Array(end);
    for (let t = 0; t < end; t++) for (let i = t === 0 ? 0 : ends[t - 1]!; i < ends[t]!; i++) sums[t]! += of[ids[i]!]!;
    return sums;
  };
  for (let round = 0; round < rounds; round++) {
    const filter = filterOf(model, end);
    effects = yield* ridge(
      {
        apply: v => filter.apply(summed(v)),
        transposed: r => {
          const back = filter.transposed(r);
          const all = new Float64Array(penalties.length);
          for (let t = 0; t < end; t++)
            for (let i = t === 0 ? 0 : ends[t - 1]!; i < ends[t]!; i++) all[ids[i]!]! += back[t]!;
          return all;
        },
      },
      filter.apply(target).map((value, t) => (t < filter.start ? 0 : value - model.constant)),
      penalties,
      { start: effects, rounds: mostSteps },
    );
    const sums = summed(effects);
    const rest = target.map((value, t) => value - sums[t]!);
    model = yield* autoregression(rest, end, choices);
  }
  return {
    model,
    transform,
    effect: at => {
      let sum = 0;
      for (const [group, name] of effectsAt(timeAt(calendar, at), calendar, dates)) {
        const place = places.get(`${group} ${name}`);
        if (place !== undefined) sum += effects[place]!;
      }
      return sum;
    },
  };
}

/** Errors of the autoregression from a series, and its transpose; the first values have no errors. */
function filterOf({ lags, weights }: Autoregression, end: number) {
  const start = Math.min(end, lags.at(-1) ?? 0);
  return {
    start,
    apply: (values: Float64Array): Float64Array => {
      const errors = new Float64Array(end);
      for (let t = start; t < end; t++) {
        let sum = values[t]!;
        for (let index = 0; index < lags.length; index++) sum -= weights[index]! * values[t - lags[index]!]!;
        errors[t] = sum;
      }
      return errors;
    },
    transposed: (errors: Float64Array): Float64Array => {
      const back = new Float64Array(end);
      for (let t = start; t < end; t++) {
        back[t]! += errors[t]!;
        for (let index = 0; index < lags.length; index++) back[t - lags[index]!]! -= weights[index]! * errors[t]!;
      }
      return back;
    },
  };
}

/** @param values of the whole series */
export function specialDaysForecaster(values: Float64Array, { effect, model, transform }: SpecialDays): Forecaster {
  const rest = values.map((value, at) => into(value, transform) - effect(at));
  const plain = autoregressive(rest, model, 'none');
  return {
    path: (from, found) => {
      plain.path(from, found);
      for (let step = 0; step < found.length; step++)
        found[step] = outOf(found[step]! + effect(from + step), transform);
    },
  };
}
