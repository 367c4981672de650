/** Evaluates the plain methods and a network on values that they have not read, fits their weights, and forecasts. */
import {
  stepsAhead,
  type ForecasterName,
  type ForecasterReport,
  type ForecastPoint,
  type NoiseFloor,
  type SeriesReport,
} from '../../protocol/forecast';
import type { Baseline } from '../../protocol/metrics';
import { runWithPauses } from '../../text/pausable';
import { timeAt, timeText } from '../../text/series/calendar';
import { meanAbsolute, quantile, rootMeanSquare, scaleOf } from '../../text/series/measures';
import { writtenLike } from '../../text/series/numbers';
import { fitMethods, type FittedMethods } from '../../text/series/methods';
import { joined, trustIn } from '../../text/series/mixture';
import { errorsAt, originsFor, pathsOf, predictionAt, type PathSet, type Stage } from '../../text/series/pathSet';
import type { Series } from '../../text/series/readSeries';
import type { Scaling } from '../../text/series/scaling';
import type { Pause } from '../../training/pause';
import { message } from '../../words/message';
import { networkPaths } from './network/forecaster';
import type { SeriesModel } from './network/model';
import type { Parts } from './parts';

type Name = Exclude<ForecasterName, 'together'>;
type Paths = PathSet<Name>;
type Stages = [Stage<Name>, ...Stage<Name>[]];

export interface SeriesPlan {
  series: Series;
  /** The column. */
  name: string;
  /** Of the columns that help. */
  inputNames: string[];
  parts: Parts;
  season: number;
  horizon: number;
  /** Known standard deviation of noise that nobody can forecast; 0: unknown. */
  noise: number;
}

export interface SeriesNetwork {
  model: SeriesModel;
  scaling: Scaling;
}

/** Steps whose errors are measured; the bands of further ones grow with the root of the steps. */
const mostMeasured = 128;
/** Fits of the plain methods on the way through the part that chooses. */
const fitsWhileChoosing = 4;
/** Fewer errors say nothing of how far they reach. */
const fewestErrors = 10;
/** Fewer do not choose between forecasters. */
const fewestToChoose = 4;
const [lowShare, highShare] = [0.1, 0.9];
const mostShown = 3000;
const mostFreely = 1000;

/**
 * The weight of each method at a number of steps ahead, interpolated between those fitted for fewer and for more, so that the forecast has no
 * jumps.
 */
export function weightsAt(trust: readonly Float64Array[], step: number): Float64Array {
  const more = stepsAhead.findIndex(known => known >= step);
  if (more <= 0) return trust.at(more)!;
  const [from, to] = [stepsAhead[more - 1]!, stepsAhead[more]!];
  const share = Math.log(step / from) / Math.log(to / from);
  return trust[more]!.map((weight, index) => share * weight + (1 - share) * trust[more - 1]![index]!);
}

export class SeriesJudge {
  private readonly steps: number;

  private constructor(
    private readonly plan: SeriesPlan,
    /** Fitted to the values that are learned from, to those before the ones that judge, and to all. */
    private readonly fitted: { learned: FittedMethods; known: FittedMethods; all: FittedMethods },
    private readonly chosen: Paths,
    private readonly judged: Paths,
    private readonly from: { judged: Map<Name, Float64Array>; end: Map<Name, Float64Array> },
  ) {
    this.steps = chosen.steps;
  }

  static async prepare(plan: SeriesPlan, pause: Pause): Promise<SeriesJudge> {
    const { series, season, parts, horizon } = plan;
    const fit = (end: number): Promise<FittedMethods> => runWithPauses(fitMethods(series, end, season), pause);
    const learned = await fit(parts.chosen);
    const known = parts.judged === parts.chosen ? learned : await fit(parts.judged);
    const all = parts.end === parts.judged ? known : await fit(parts.end);
    const steps = Math.max(stepsAhead.at(-1)!, Math.min(horizon, mostMeasured));
    const earliest = Math.max(2, parts.chosen >> 1);
    const paths = (stages: Stages, from: number, end: number): Promise<Paths> =>
      runWithPauses(pathsOf(stages, originsFor(from, end, steps, earliest), steps), pause);
    const at = async ({ forecasters }: FittedMethods, origin: number, length: number) =>
      (await runWithPauses(pathsOf([{ from: 0, forecasters }], Int32Array.of(origin), length), pause)).of;
    // The methods that are evaluated on the last part are fitted to everything before it; for the choice they are refitted from time to time too.
    const stages: Stages = [{ from: parts.chosen, forecasters: learned.forecasters }];
    for (let stage = 1; stage < fitsWhileChoosing; stage++) {
      const from = parts.chosen + Math.round((stage * (parts.judged - parts.chosen)) / fitsWhileChoosing);
      if (from > stages.at(-1)!.from) stages.push({ from, forecasters: (await fit(from)).forecasters });
    }
    return new SeriesJudge(
      plan,
      { learned, known, all },
      await paths(stages, parts.chosen, parts.judged),
      await paths([{ from: parts.judged, forecasters: known.forecasters }], parts.judged, parts.end),
      {
        judged: await at(known, parts.judged, Math.min(mostFreely, parts.end - parts.judged)),
        end: await at(all, parts.end, horizon),
      },
    );
  }

  /** What the calendar adds, as the values that are learned from show it; undefined without dates. */
  get special() {
    return this.fitted.learned.special;
  }

  /** How well each forecasts, and what comes. @param trust as an earlier report has it; found where absent */
  async report(
    network: SeriesNetwork | undefined,
    pause: Pause,
    trust?: readonly ForecasterReport[],
  ): Promise<SeriesReport> {
    const { plan } = this;
    const { series, parts, season, name, inputNames } = plan;
    const { values, calendar, inputs } = series;
    const withNetwork = async (set: Paths): Promise<Paths> => ({
      ...set,
      of: await this.joinedBy(network, set.of, set.origins, set.steps, pause),
    });
    const [chosen, judged] = [await withNetwork(this.chosen), await withNetwork(this.judged)];
    const names = [...chosen.of.keys()];
    const believed = trust ? storedTrust(names, trust) : this.trustFrom(chosen, names);
    const winner = winnerOf(names, believed[0]!);
    const freely = await this.joinedBy(
      network,
      this.from.judged,
      Int32Array.of(parts.judged),
      this.from.judged.get('naive')?.length ?? 0,
      pause,
    );
    const after = await this.joinedBy(network, this.from.end, Int32Array.of(parts.end), plan.horizon, pause);
    const shownFrom = Math.max(0, parts.end - mostShown);
    const timeOf = (at: number): string => (calendar ? timeText(calendar, timeAt(calendar, at)) : String(at + 1));
    return {
      name,
      season,
      values: Array.from(values),
      ...(inputs ? { inputs: inputs.map((of, at) => ({ name: inputNames[at]!, values: Array.from(of) })) } : {}),
      ...(calendar ? { calendar: { ...calendar } } : {}),
      chosen: parts.chosen,
      judged: parts.judged,
      methods: this.figures(chosen, judged, names, believed, winner === 'together'),
      winner,
      answers: this.answersAhead(chosen, judged, believed),
      ...(plan.noise > 0 ? { noise: noiseFloor(plan.noise, scaleOf(values, parts.judged, season)) } : {}),
      predictions: stepsAhead.map((steps, k) => ({
        steps,
        values: Array.from({ length: parts.end - parts.judged }, (_, at) =>
          sumAt(names, believed[k]!, of => predictionAt(judged, judged.of.get(of)!, parts.judged + at, steps)),
        ),
      })),
      freely: this.answers(freely, names, believed),
      forecast: this.banded(this.answers(after, names, believed), chosen, judged, believed).map((point, step) => ({
        when: timeOf(parts.end + step),
        ...point,
      })),
      shownFrom,
      times: Array.from({ length: parts.end - shownFrom }, (_, at) => timeOf(shownFrom + at)),
    };
  }

  /**
   * What the best plain method reaches on the values that the network is watched by, one step ahead and as the network sees them; and what noise
   * leaves, where it is known.
   */
  baselines(scaling: Scaling): Baseline[] {
    const { parts, series, noise } = this.plan;
    if (parts.judged === parts.chosen) return [];
    const meanSquare = (of: (place: number) => number): number => {
      let squares = 0;
      for (let place = parts.chosen; place < parts.judged; place++) squares += of(place) ** 2;
      return squares / (parts.judged - parts.chosen);
    };
    const methods = [...this.chosen.of].map(([name, paths]): Baseline => ({
      name: message(`series.forecaster.${name}`),
      loss: meanSquare(
        place => scaling.seen(place, predictionAt(this.chosen, paths, place, 1)) - scaling.values[place]!,
      ),
    }));
    const shifted = (place: number): number =>
      scaling.seen(place, series.values[place]! + noise) - scaling.seen(place, series.values[place]!);
    return [
      ...methods.sort((a, b) => a.loss - b.loss).slice(0, 1),
      ...(noise > 0 ? [{ name: message('series.noise'), loss: meanSquare(shifted) }] : []),
    ];
  }

  private async joinedBy(
    network: SeriesNetwork | undefined,
    of: ReadonlyMap<Name, Float64Array>,
    origins: Int32Array,
    steps: number,
    pause: Pause,
  ): Promise<Map<Name, Float64Array>> {
    const all = new Map(of);
    if (network && steps > 0)
      all.set('network', await networkPaths(network.model, network.scaling, origins, steps, pause));
    return all;
  }

  /** [K, M]; what chooses is too short for many steps: as for fewer. Without any, the one that can do most. */
  private trustFrom(chosen: Paths, names: readonly Name[]): Float64Array[] {
    const { parts, series } = this.plan;
    const last = Float64Array.from(names, (_, index) => Number(index === names.length - 1));
    return stepsAhead.reduce<Float64Array[]>((found, steps) => {
      const errors = errorsAt(chosen, series.values, [parts.chosen, parts.judged], steps);
      const enough = (errors[0]?.length ?? 0) >= fewestToChoose;
      const network = names.at(-1) === 'network' ? errors.at(-1) : undefined;
      const plain = network ? errors.slice(0, -1) : errors;
      return [...found, enough ? trustIn(plain, network, steps) : (found.at(-1) ?? last)];
    }, []);
  }

  private figures(
    chosen: Paths,
    judged: Paths,
    names: readonly Name[],
    trust: readonly Float64Array[],
    together: boolean,
  ): ForecasterReport[] {
    const { parts, series, season } = this.plan;
    const { values } = series;
    const scale = scaleOf(values, parts.judged, season);
    const errorsOf = (set: Paths, part: readonly [number, number], steps: number, k: number): Float64Array[] => {
      const all = errorsAt(set, values, part, steps);
      return together ? [...all, joined(all, trust[k]!)] : all;
    };
    const before = errorsOf(chosen, [parts.chosen, parts.judged], 1, 0);
    const ahead = stepsAhead.map((steps, k) => errorsOf(judged, [parts.judged, parts.end], steps, k));
    const all: ForecasterName[] = together ? [...names, 'together'] : [...names];
    return all.map((name, index) => {
      const errors = ahead[0]![index]!;
      return {
        name,
        mae: meanAbsolute(errors),
        rmse: rootMeanSquare(errors),
        mase: meanAbsolute(errors) / scale,
        coverage: coverageOf(errors, before[index]!),
        ahead: ahead.map(of => meanAbsolute(of[index]!) / scale),
        trust: name === 'together' ? [] : trust.map(of => of[index]!),
      };
    });
  }

  /** The errors of the forecaster that answers at each distance; it may be another one at each. */
  private answersAhead(
    chosen: Paths,
    judged: Paths,
    trust: readonly Float64Array[],
  ): NonNullable<SeriesReport['answers']> {
    const { parts, series, season } = this.plan;
    const scale = scaleOf(series.values, parts.judged, season);
    return stepsAhead.map((steps, k) => {
      const errors = joined(errorsAt(judged, series.values, [parts.judged, parts.end], steps), trust[k]!);
      const before = joined(errorsAt(chosen, series.values, [parts.chosen, parts.judged], steps), trust[k]!);
      return { mase: meanAbsolute(errors) / scale, within: coverageOf(errors, before) };
    });
  }

  private answers(
    paths: ReadonlyMap<Name, Float64Array>,
    names: readonly Name[],
    trust: readonly Float64Array[],
  ): number[] {
    const length = paths.get('naive')?.length ?? 0;
    return Array.from({ length }, (_, step) =>
      sumAt(names, weightsAt(trust, step + 1), name => paths.get(name)![step]!),
    );
  }

  /** Bands from the errors that the answers made on values not read, by how many steps ahead; they never narrow. */
  private banded(
    middle: readonly number[],
    chosen: Paths,
    judged: Paths,
    trust: readonly Float64Array[],
  ): Omit<ForecastPoint, 'when'>[] {
    const { parts, series } = this.plan;
    let [below, above] = [0, 0];
    let measured = 1;
    const written = writtenLike(series.values);
    // What never was below nothing, as counts and amounts, will not be.
    const least = series.values.every(value => value >= 0) ? 0 : -Infinity;
    return middle.map((value, index) => {
      const step = index + 1;
      const weights = weightsAt(trust, step);
      const errors = [
        ...(step > this.steps
          ? []
          : joined(errorsAt(chosen, series.values, [parts.chosen, parts.judged], step), weights)),
        ...(step > this.steps ? [] : joined(errorsAt(judged, series.values, [parts.judged, parts.end], step), weights)),
      ].sort((a, b) => a - b);
      if (errors.length >= fewestErrors) {
        below = Math.min(below, quantile(errors, lowShare));
        above = Math.max(above, quantile(errors, highShare));
        measured = step;
      }
      const growth = Math.sqrt(step / measured);
      const within = (of: number): number => written(Math.max(least, of));
      return { low: within(value + growth * below), middle: within(value), high: within(value + growth * above) };
    });
  }
}

/** The errors of a forecaster that knows everything except the noise, if the noise is normal: E|e| = sigma sqrt(2 / pi). */
function noiseFloor(deviation: number, scale: number): NoiseFloor {
  const mae = deviation * Math.sqrt(2 / Math.PI);
  return { deviation, mae, rmse: deviation, mase: mae / scale };
}

const sumAt = (names: readonly Name[], weights: Float64Array, of: (name: Name) => number): number =>
  names.reduce((sum, name, index) => (weights[index] === 0 ? sum : sum + weights[index]! * of(name)), 0);

/** The share of `errors` between the 10 % and the 90 % quantile of the errors before them. */
function coverageOf(errors: Float64Array, before: Float64Array): number {
  if (before.length < fewestErrors) return NaN;
  const sorted = before.toSorted();
  const [low, high] = [quantile(sorted, lowShare), quantile(sorted, highShare)];
  return errors.filter(error => error >= low && error <= high).length / errors.length;
}

function winnerOf(names: readonly Name[], weights: Float64Array): ForecasterName {
  const only = weights.findIndex(weight => weight > 1 - 1e-9);
  return only < 0 ? 'together' : names[only]!;
}

const storedTrust = (names: readonly Name[], reports: readonly ForecasterReport[]): Float64Array[] =>
  stepsAhead.map((_, k) => Float64Array.from(names, name => reports.find(of => of.name === name)?.trust[k] ?? 0));
