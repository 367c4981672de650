/** The plain methods, as they are fitted to a series: what a network has to beat. */
import type { Pausable } from '../pausable';
import { autoregressive, fitAutoregression, lagChoices } from './autoregression';
import { longSeason } from './calendar';
import { drift, naive, seasonalNaive, type Forecaster } from './forecaster';
import type { Series } from './readSeries';
import { hasCalendarEffects } from './calendarEffects';
import { specialDays, specialDaysForecaster, type SpecialDays } from './specialDays';
import { theta } from './theta';
import { vectorForecaster } from './vectorAutoregression';

export type PlainMethod = 'naive' | 'seasonal' | 'drift' | 'theta' | 'autoregression' | 'specialDays' | 'vector';

export interface FittedMethods {
  /** In the order of `PlainMethod`; some mean nothing for a series. */
  forecasters: Map<PlainMethod, Forecaster>;
  /** The effects of the calendar, where there are dates. */
  special?: SpecialDays;
}

/** @param end nothing from there on is fitted to @param season 1: none */
export function* fitMethods(
  { values, calendar, inputs = [] }: Series,
  end: number,
  season: number,
): Pausable<FittedMethods> {
  const forecasters = new Map<PlainMethod, Forecaster>([['naive', naive(values)]]);
  if (season > 1) forecasters.set('seasonal', seasonalNaive(values, season));
  forecasters.set('drift', drift(values));
  forecasters.set('theta', theta(values, end, season));
  yield;
  const choices = lagChoices(end, season, calendar ? longSeason(calendar) : 1);
  const { model, transform } = yield* fitAutoregression(values, end, choices);
  forecasters.set('autoregression', autoregressive(values, model, transform));
  const special = hasCalendarEffects(calendar, end) ? yield* specialDays(values, end, calendar, choices) : undefined;
  if (special) forecasters.set('specialDays', specialDaysForecaster(values, special));
  if (inputs.length > 0) {
    const seen = special ?? { transform, effect: () => 0 };
    const { lags: ownLags } = special?.model ?? model;
    forecasters.set('vector', yield* vectorForecaster(values, inputs, { end, season, ownLags, seen }));
  }
  return special ? { forecasters, special } : { forecasters };
}
