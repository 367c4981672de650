/** How a model learns a series, and is opened again. */
import { openEngine } from '../../engine/open';
import { operations } from '../../engine/operations';
import type { SeriesOptions } from '../../options/series';
import { readOptions, withGiven } from '../../options/read';
import { UnrollError } from '../../protocol/errors';
import type { ForecastResult, SeriesReport } from '../../protocol/forecast';
import { PlacedWeights } from '../../nn/placed';
import { activationsOf, entriesOf } from '../../nn/shape';
import { readModel, type StoredModel } from '../../store/models';
import type { ManifestOf, ModelManifest } from '../../store/types';
import { Random } from '../../text/random/random';
import type { Scaling } from '../../text/series/scaling';
import { seasonOf } from '../../text/series/season';
import type { Windows } from '../../text/series/windows';
import { cancellable, type Pause } from '../../training/pause';
import { onlySource } from '../../training/readSource';
import type { Steps } from '../../training/kind';
import { sharedFloats } from '../../training/steps';
import { message } from '../../words/message';
import type { KindImplementation } from '../implementation';
import { series as description } from './description';
import { assertLongEnough, notesOnFurther, scalesBefore, scalingFor, scalingLike } from './further';
import { SeriesJudge, type SeriesPlan } from './judge';
import { SeriesModel } from './network/model';
import { initialSeriesParameters, seriesParameterShapes, shapeOf, stackShape } from './network/shape';
import { horizonOf, partsOf } from './parts';
import { readSeriesFrom, type SeriesOfSource } from './readSeriesFrom';
import { storedSeriesModel } from './stored';
import { trainableSeries, type SeriesPlanData } from './trainable';
import { verdictOn } from './verdict';

export const series: KindImplementation<SeriesOptions> = {
  id: 'series',
  readOptions: value => readOptions('series', value),
  read: folder => readModel(folder, storedSeriesModel),

  further: description.further,

  prepare: async (sources, asked, { emit, pause, known }) => {
    const source = onlySource(sources);
    emit({ kind: 'phase', phase: 'reading' });
    const likeliest = known?.record.series?.name;
    const read = await readSeriesFrom(source, { ...asked.data, ...(likeliest ? { likeliest } : {}) }, pause);
    emit({ kind: 'phase', phase: 'fitting' });
    const plan = planOf(read, asked);
    if (known) assertLongEnough(source.name, known.manifest.name, plan, asked);
    // All of them are named, so that another table is read alike.
    const options = fitting({ ...asked, data: { ...asked.data, inputs: read.inputNames } }, plan);
    const judge = await SeriesJudge.prepare(plan, pause);
    const before = known && (await scalesBefore(known, judgeOf, pause));
    const scaling = scalingLike(plan, options, judge, before);
    const learning: Learning = { plan, judge, scaling, keepsScales: before !== undefined };
    emit({ kind: 'series', report: await reported(learning, undefined, pause) });
    const { name } = source;
    const { characters, sha256 } = read;
    const { parts } = plan;
    return {
      summary: {
        name,
        characters,
        tokens: parts.end,
        vocabularySize: 0,
        validationTokens: parts.end - parts.chosen,
      },
      sha256,
      notes: [...read.notes, ...(known ? notesOnFurther(known, plan, scaling, before) : [])],
      sampleEverySeconds: Infinity,
      learning: { by: 'steps', steps: stepsOf(options, learning) },
      manifest: common => ({
        ...common,
        kind: 'series',
        options,
        source: { name, sha256, characters, ...(source.uri === undefined ? {} : { uri: source.uri }) },
      }),
      vocabularies: [],
    };
  },

  replica: (plan: Parameters<typeof trainableSeries>[0]) => trainableSeries(plan),

  open: async (folder, engine) => {
    await openEngine({ engine });
    const placed = new PlacedWeights();
    const stored = await placed.whole(() => readModel(folder, storedSeriesModel, placed.place));
    const { manifest } = stored;
    const model = new SeriesModel(shapeOf(manifest.options), stored.tensors, operations, placed.variables);
    return {
      manifest,
      folder,
      forecast: async ({ horizon }, signal) => forecast(stored, model, horizon, cancellable(signal)),
      evaluate: async ({ sources, columns }, signal) => {
        const { data } = withGiven('series', manifest.options, { data: columns ?? {} });
        const likeliest = stored.record.series?.name ?? '';
        const read = await readSeriesFrom(onlySource(sources), { ...data, likeliest }, cancellable(signal));
        return {
          data: 'series',
          notes: read.notes,
          model: manifest.name,
          report: await evaluate(stored, model, read, cancellable(signal)),
        };
      },
      dispose: () => model.dispose(),
    };
  },
};

function planOf(
  read: Pick<SeriesOfSource, 'values' | 'calendar' | 'inputs' | 'inputNames' | 'column'>,
  options: SeriesOptions,
): SeriesPlan {
  const { values, calendar, inputs, inputNames, column: name } = read;
  const parts = partsOf(values.length, options);
  const season = seasonOf(values.subarray(0, parts.chosen), calendar, options.data.season);
  return {
    series: { values, ...(calendar ? { calendar } : {}), ...(inputs ? { inputs } : {}) },
    name,
    inputNames,
    parts,
    season,
    horizon: horizonOf(values.length, season, options.data.horizon),
    noise: options.data.noise,
  };
}

const fewestBatches = 30;
const smallestBatch = 8;

/** A network sees at most a third of what it learns from, and is updated often enough where that is short. */
function fitting(options: SeriesOptions, { parts }: SeriesPlan): SeriesOptions {
  const { network, training } = options;
  const lags = Math.max(1, Math.min(network.lags, Math.floor(parts.chosen / 3)));
  const windows = parts.chosen - lags;
  const batchSize = Math.min(training.batchSize, Math.max(smallestBatch, Math.floor(windows / fewestBatches)));
  return { ...options, network: { ...network, lags }, training: { ...training, batchSize } };
}

interface Learning {
  plan: SeriesPlan;
  judge: SeriesJudge;
  scaling: Scaling;
  /** They are not those of the series itself. */
  keepsScales: boolean;
}

async function reported(
  { judge, scaling, keepsScales }: Learning,
  model: SeriesModel | undefined,
  pause: Pause,
): Promise<SeriesReport> {
  const report = await judge.report(model && { model, scaling }, pause);
  return keepsScales ? { ...report, scales: scaling.scales } : report;
}

function stepsOf(options: SeriesOptions, learning: Learning): Steps<SeriesPlanData> {
  const { optimiser, training } = options;
  const { judge, scaling } = learning;
  const shape = shapeOf(options);
  const { parts } = learning.plan;
  const length = shape.lags + 1;
  const learned: Windows = {
    values: sharedFloats(scaling.all.subarray(0, parts.chosen * scaling.columns)),
    columns: scaling.columns,
    from: scaling.from,
    end: parts.chosen,
    length,
  };
  const validation: Windows = {
    values: scaling.all,
    columns: scaling.columns,
    from: Math.max(scaling.from, parts.chosen - shape.lags),
    end: parts.judged,
    length,
  };
  return {
    optimiser,
    training,
    unit: 'values',
    data: { shape, batchSize: training.batchSize, windows: learned },
    size: {
      hiddenSize: shape.hiddenSize,
      of: hiddenSize => {
        const other = { ...shape, hiddenSize };
        const ofWindow =
          shape.form === 'recurrent'
            ? shape.lags * activationsOf(stackShape(other), shape.columns)
            : shape.lags * shape.columns + 3 * shape.layers * hiddenSize;
        const parameters = entriesOf(seriesParameterShapes(other));
        return { parameters, activations: training.batchSize * ofWindow, copiesAtEnd: 3 };
      },
    },
    initialArrays: () => initialSeriesParameters(shape, new Random(training.seed)),
    trainable: replicaPlan => {
      const trainable = trainableSeries(replicaPlan, parts.judged > parts.chosen ? validation : undefined);
      let report: SeriesReport | undefined;
      return {
        ...trainable,
        settle: async pause => {
          report = await reported(learning, trainable.model, pause);
          return [{ kind: 'series', report }];
        },
        baselines: () => judge.baselines(scaling),
        verdict: () => verdictOn(report),
      };
    },
  };
}

/** The judge of a saved model, over the series it was trained on; the statistics are fitted again to the same values. */
async function judgeOf(
  { manifest, record }: Pick<StoredModel<ModelManifest>, 'manifest' | 'record'>,
  horizon: number,
  pause: Pause,
): Promise<{ judge: SeriesJudge; plan: SeriesPlan; report: SeriesReport }> {
  const report = record.series;
  if (!report) throw new UnrollError('model-damaged', message('error.noSeriesKept', { name: manifest.name }));
  const { values, calendar, inputs, chosen, judged, season, name } = report;
  const plan: SeriesPlan = {
    series: {
      values: Float64Array.from(values),
      ...(calendar ? { calendar } : {}),
      ...(inputs ? { inputs: inputs.map(input => Float64Array.from(input.values)) } : {}),
    },
    name,
    inputNames: inputs?.map(input => input.name) ?? [],
    parts: { chosen, judged, end: values.length },
    season,
    horizon: horizon > 0 ? horizon : report.forecast.length,
    noise: report.noise?.deviation ?? 0,
  };
  return { judge: await SeriesJudge.prepare(plan, pause), plan, report };
}

async function forecast(
  stored: StoredModel<ManifestOf<'series'>>,
  model: SeriesModel,
  horizon: number,
  pause: Pause,
): Promise<ForecastResult> {
  const { record, manifest } = stored;
  const kept = record.series;
  if (kept && (horizon === 0 || horizon <= kept.forecast.length)) {
    const { name, winner, calendar } = kept;
    const asked = horizon === 0 ? kept.forecast.length : horizon;
    return { name, winner, dated: calendar !== undefined, forecast: kept.forecast.slice(0, asked) };
  }
  const { judge, plan, report } = await judgeOf(stored, horizon, pause);
  const scaling = scalingFor(plan, manifest.options, judge, report.scales);
  const { forecast: points, winner } = await judge.report({ model, scaling }, pause, report.methods);
  return { name: report.name, winner, dated: report.calendar !== undefined, forecast: points };
}

/** The last values of the source judge, as those of the series did that the model was made from. */
async function evaluate(
  { manifest, record }: StoredModel<ManifestOf<'series'>>,
  model: SeriesModel,
  read: SeriesOfSource,
  pause: Pause,
): Promise<SeriesReport> {
  const { options } = manifest;
  const plan = planOf(read, options);
  const judge = await SeriesJudge.prepare(plan, pause);
  const scaling = scalingLike(plan, options, judge, record.series?.scales);
  return judge.report({ model, scaling }, pause, record.series?.methods);
}
