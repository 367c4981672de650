/**
 * Regression on the calendar with autoregressive errors: what weekdays, hours, and the special days of the year add, found in the series itself.
 * Nobody lists holidays: each date, each weekday near the n-th Monday or Thursday of a month, and the days around Easter have an effect
 * of their own, drawn towards 0 as far as few years speak for it, beside the wave of a year; errors are the autoregression's, and both are
 * fitted in turn (D. Cochrane, G. Orcutt, 1949).
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
import { timeAt, type Calendar } from './calendar';
import { effectsAt, hasDates, heldOf, pullOn } from './calendarEffects';
import type { Forecaster } from './forecaster';
import { ridge } from './leastSquares';

const rounds = 3;
const mostSteps = 60;

/**
 * So many times the usual pull of dates, from the least on. Of few years, or where chance moves a day more than its date does, as it does the weather, the
 * days of the past would else be learned by heart, and the autoregression of what they leave would be one of nothing.
 */
const strengths = [1, 10, 100, 1000];

export interface SpecialDays {
  /** Of the place, in the unit that `transform` makes. */
  effect: (at: number) => number;
  model: Autoregression;
  transform: Transform;
}

interface Design {
  /** Entries of row t: ids[ends[t - 1] .. ends[t]), and how much of each is there. */
  ids: Int32Array;
  amounts: Float64Array;
  ends: Int32Array;
  places: ReadonlyMap<string, number>;
  penalties: Float64Array;
}

function* designOf(calendar: Calendar, end: number, dates: boolean, strength: number): Pausable<Design> {
  const places = new Map<string, number>();
  const penalties: number[] = [];
  const ids: number[] = [];
  const amounts: number[] = [];
  const ends = new Int32Array(end);
  for (let t = 0; t < end; t++) {
    for (const [group, name, amount] of effectsAt(timeAt(calendar, t), calendar, dates)) {
      const key = `${group} ${name}`;
      const known = places.get(key) ?? places.size;
      if (known === places.size) {
        places.set(key, known);
        penalties.push(pullOn(group, strength));
      }
      ids.push(known);
      amounts.push(amount);
    }
    ends[t] = ids.length;
    if (t % 512 === 0) yield;
  }
  return {
    ids: Int32Array.from(ids),
    amounts: Float64Array.from(amounts),
    ends,
    places,
    penalties: Float64Array.from(penalties),
  };
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
  const forecaster = specialDaysForecaster(values.subarray(0, end), found);
  const next = new Float64Array(1);
  let sum = 0;
  for (let at = from; at < end; at++) {
    forecaster.path(at, next);
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
  const { ids, amounts, ends, places, penalties } = yield* designOf(calendar, end, dates, strength);
  const began = yield* fitAutoregression(values.subarray(0, end), end, choices);
  const { transform } = began;
  let model = began.model;
  const target = values.subarray(0, end).map(value => into(value, transform));
  let effects: Float64Array = new Float64Array(penalties.length);
  const summed = (of: Float64Array): Float64Array => {
    const sums = new Float64Array(end);
    for (let t = 0; t < end; t++)
      for (let i = t === 0 ? 0 : ends[t - 1]!; i < ends[t]!; i++) sums[t]! += amounts[i]! * of[ids[i]!]!;
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
            for (let i = t === 0 ? 0 : ends[t - 1]!; i < ends[t]!; i++) all[ids[i]!]! += amounts[i]! * back[t]!;
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
      for (const [group, name, amount] of effectsAt(timeAt(calendar, at), calendar, dates)) {
        const place = places.get(`${group} ${name}`);
        if (place !== undefined) sum += amount * effects[place]!;
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
