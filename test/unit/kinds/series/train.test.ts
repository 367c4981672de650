import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inspectSeries } from '../../../../src/kinds/series/readSeriesFrom';
import { withStandard } from '../../../../src/options/read';
import { defaultSeriesOptions, type SeriesOptions } from '../../../../src/options/series';
import type { TrainingEvent, TrainingResult } from '../../../../src/protocol/metrics';
import type { TrainJob } from '../../../../src/protocol/worker';
import { readContents } from '../../../../src/store/manifest';
import { Random } from '../../../../src/text/random/random';
import { withoutNative } from '../../engine/kernelEngines';
import { said, saying } from '../../said';
import { opened, textOf, train } from '../models';

/** Weeks with quiet ends, as a table. */
function sales(days: number): string {
  const random = new Random(7);
  const rows = Array.from({ length: days }, (_, at) => {
    const date = new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);
    const value = 100 + 0.05 * at - 40 * Number(at % 7 > 4) + 3 * random.normal();
    return `${date},${value.toFixed(2)}`;
  });
  return ['date,sales', ...rows].join('\n');
}

const options: SeriesOptions = {
  ...defaultSeriesOptions,
  network: { ...defaultSeriesOptions.network, hiddenSize: 8, lags: 14 },
  optimiser: { ...defaultSeriesOptions.optimiser, learningRate: 1e-2 },
  training: { ...defaultSeriesOptions.training, epochs: 12, patience: 0, threads: 1 },
};
const never = new AbortController().signal;

describe('the job of forecasting', () => {
  let models = '';
  let result: TrainingResult;
  const events: TrainingEvent[] = [];
  const job = (change: Partial<TrainJob> = {}): TrainJob => ({
    kind: 'series',
    sources: [textOf(sales(300), 'sales.csv')],
    options,
    engine: 'wasm',
    modelsFolder: models,
    modelName: 'sales',
    ...change,
  });
  before(async () => {
    models = await mkdtemp(join(tmpdir(), 'unroll-series-'));
    result = await train(job(), { emit: event => events.push(event) });
  });
  after(() => rm(models, { recursive: true, force: true }));

  it('tells the speed of engines in values', { skip: withoutNative }, async () => {
    const told: string[] = [];
    const epochs = { ...options, training: { ...options.training, epochs: 1 } };
    await train(job({ engine: 'auto', options: epochs }), {
      emit: event => event.kind === 'started' && told.push(said(event.engine.reason)),
    });
    assert.match(told.join(), /[\d,]+ values\/s/);
    assert.doesNotMatch(told.join(), /tokens/);
  });

  it('says what plain methods reach before the network has begun, and who answers at the end', async () => {
    const kinds = events.map(({ kind }) => kind);
    assert.ok(kinds.indexOf('series') < kinds.indexOf('metrics'));
    assert.equal(kinds.filter(kind => kind === 'series').length, 2);
    const { record, manifest } = await readContents(result.folder);
    const { series } = record;
    assert.ok(series);
    assert.deepEqual(
      series.methods.map(({ name }) => name).filter(name => name !== 'together'),
      ['naive', 'seasonal', 'drift', 'theta', 'autoregression', 'specialDays', 'network'],
    );
    const mase = (name: string): number => series.methods.find(of => of.name === name)!.mase;
    assert.equal(series.season, 7);
    assert.ok(mase(series.winner) < mase('seasonal'), JSON.stringify(series.methods));
    assert.ok(mase('network') < mase('naive') / 2, JSON.stringify(series.methods));
    assert.equal(result.mase, mase(series.winner));
    assert.equal(manifest.result?.mase, result.mase);
    assert.match(said(result.verdict), /^On the last 30 values, kept aside, one step ahead: MASE 0\.\d+;/);
    assert.equal(events.filter(({ kind }) => kind === 'baseline').length, 1);
  });

  it('forecasts what comes, with dates and bands that never narrow', async () => {
    const { record } = await readContents(result.folder);
    const { forecast, values, judged, chosen, predictions } = record.series!;
    assert.deepEqual([values.length, judged, chosen, forecast.length], [300, 270, 243, 14]);
    assert.deepEqual([forecast[0]!.when, forecast.at(-1)!.when], ['2024-10-27', '2024-11-09']);
    const widths = forecast.map(({ low, high }) => high - low);
    // Either end is rounded to a hundredth, as the series has it.
    assert.ok(forecast.every(({ low, middle, high }) => [low, middle, high].every(of => Number(of.toFixed(2)) === of)));
    assert.ok(
      widths.every((width, at) => width > 0 && width >= (widths[at - 1] ?? 0) - 0.0101),
      widths.join(),
    );
    assert.ok(Math.abs(forecast[1]!.middle - 115) < 10, `a Monday: ${forecast[1]!.middle}`);
    assert.ok(Math.abs(forecast[0]!.middle - 75) < 10, `a Sunday: ${forecast[0]!.middle}`);
    assert.deepEqual(
      predictions.map(({ steps, values: of }) => [steps, of.length]),
      [
        [1, 30],
        [4, 30],
        [16, 30],
        [64, 30],
      ],
    );
  });

  it('opens the model again: the same forecast, and a longer one that begins with it', async () => {
    const { record } = await readContents(result.folder);
    const model = await opened(result.folder, 'forecast');
    try {
      const ask = (horizon: number) => model.use({ modelFolder: result.folder, horizon }, never);
      assert.deepEqual((await ask(0)).forecast, record.series!.forecast);
      const longer = await ask(40);
      assert.deepEqual([longer.forecast.length, longer.dated, longer.name], [40, true, 'sales']);
      longer.forecast.slice(0, 14).forEach(({ middle }, at) => {
        assert.ok(Math.abs(middle - record.series!.forecast[at]!.middle) < 1e-3);
      });
    } finally {
      model.dispose();
    }
  });

  it('judges the model on values that came later', async () => {
    const model = await opened(result.folder, 'evaluate');
    try {
      const sources = [textOf(sales(340), 'sales.csv')];
      const found = await model.use({ modelFolder: result.folder, sources }, never);
      assert.ok(found.data === 'series');
      assert.equal(found.report.values.length, 340);
      assert.ok(found.report.methods.find(({ name }) => name === 'network')!.mase < 2);
    } finally {
      model.dispose();
    }
  });

  it('finds the column it was made from in another table', async () => {
    const model = await opened(result.folder, 'evaluate');
    try {
      const rows = sales(120)
        .split('\n')
        .map((row, at) => `${at === 0 ? 'rain' : String(at % 3)},${row.split(',').toReversed().join(',')}`);
      const sources = [textOf(rows.join('\n'), 'turned.csv')];
      const found = await model.use({ modelFolder: result.folder, sources }, never);
      assert.ok(found.data === 'series');
      assert.equal(found.report.name, 'sales');
    } finally {
      model.dispose();
    }
  });

  it('reads other columns too, keeps what they are, and goes on from the past of all of them', async () => {
    const random = new Random(2);
    const leader = Array.from({ length: 260 }, () => random.normal());
    const rows = leader.map(
      (of, at) => `${(10 + (leader[at - 1] ?? 0) + 0.2 * random.normal()).toFixed(3)};${of.toFixed(3)}`,
    );
    const asked = { ...options, data: { ...options.data, column: 'y', inputs: ['all'], noise: 0.2 } };
    const baselines: number[] = [];
    const done = await train(job({ sources: [textOf(['y;ahead', ...rows].join('\n'), 'two.csv')], options: asked }), {
      emit: event => {
        if (event.kind === 'baseline') baselines.push(event.baseline.loss);
      },
    });
    const { record, manifest } = await readContents(done.folder);
    assert.ok(manifest.kind === 'series');
    assert.deepEqual(manifest.options.data.inputs, ['ahead']);
    const report = record.series!;
    assert.deepEqual(
      report.inputs?.map(({ name, values }) => [name, values.length]),
      [['ahead', 260]],
    );
    const of = (name: string) => report.methods.find(method => method.name === name)!;
    assert.ok(of('vector').mase < of('autoregression').mase / 2, JSON.stringify(report.methods));
    // Noise as it is said to be, 0.2: nobody is below it by more than chance, and who knows all but the noise comes near.
    const floor = report.noise!;
    assert.deepEqual([floor.deviation, floor.rmse, floor.mae], [0.2, 0.2, 0.2 * Math.sqrt(2 / Math.PI)]);
    assert.ok(of('vector').rmse > 0.7 * floor.rmse && of('vector').rmse < 1.4 * floor.rmse, String(of('vector').rmse));
    assert.ok(Math.abs(floor.mase / floor.mae - of('naive').mase / of('naive').mae) < 1e-9);
    assert.ok(baselines.length === 2 && baselines[1]! > 0 && baselines[1]! < 2 * baselines[0]!, baselines.join());
    assert.deepEqual(report.answers?.[0], {
      mase: of(report.winner).mase,
      within: of(report.winner).coverage,
    });
    const model = await opened(done.folder, 'forecast');
    try {
      const ask = (horizon: number) => model.use({ modelFolder: done.folder, horizon }, never);
      const longer = (await ask(50)).forecast;
      (await ask(0)).forecast.forEach(({ middle }, at) => {
        assert.ok(Math.abs(middle - longer[at]!.middle) < 1e-3);
      });
    } finally {
      model.dispose();
    }
  });

  it('goes on with a run that was stopped', async () => {
    const stop = new AbortController();
    const stopped = await train(job({ options: { ...options, training: { ...options.training, epochs: 40 } } }), {
      emit: event => {
        if (event.kind === 'validation') stop.abort();
      },
      stop: stop.signal,
    });
    assert.equal(stopped.reason, 'stopped');
    assert.match(said(stopped.verdict), /^On the last 30 values/);
    const steps: number[] = [];
    const second = new AbortController();
    const resumed = await train(job({ resumeFrom: stopped.folder }), {
      emit: event => {
        if (event.kind === 'validation') {
          steps.push(event.validation.step);
          if (steps.length > 1) second.abort();
        }
      },
      stop: second.signal,
    });
    assert.ok(steps[0]! > stopped.steps - 1 && resumed.steps > stopped.steps, steps.join());
  });

  it('learns the notes’ network on plain numbers, where nothing chooses', async () => {
    const random = new Random(1);
    const sine = Array.from({ length: 400 }, (_, at) => Math.sin(0.01 * (at + 1)) + 0.2 * random.normal()).join('\n');
    const change = { form: 'mlp', lags: 4, hiddenSize: 10, values: 'raw', initialisation: 'xavier' } as const;
    const done = await train(
      job({
        sources: [textOf(sine, 'sine.txt')],
        options: {
          ...options,
          data: { ...options.data, heldOut: 100, season: 1 },
          network: { ...options.network, ...change },
          training: { ...options.training, validationFraction: 0, epochs: 5, batchSize: 16 },
        },
      }),
    );
    const { record, manifest } = await readContents(done.folder);
    assert.equal(manifest.parameters, 4 * 10 + 10 + 10 + 1);
    assert.equal(record.series!.winner, 'network');
    assert.equal(record.series!.judged, 300);
  });

  it('says what is wrong with the file by line and column', async () => {
    const wrong = sales(60).replace(/^(2024-01-09),.*$/m, '$1,many');
    await assert.rejects(
      train(job({ sources: [textOf(wrong, 'sales.csv')] })),
      saying('bad-options', /Line 10 of "sales\.csv", column sales: "many" is no number/),
    );
    await assert.rejects(
      train(job({ sources: [textOf('1\n2\n3', 'few.txt')] })),
      saying('bad-options', /"few\.txt" has 3 values/),
    );
    const heldOut = { ...options, data: { ...options.data, heldOut: 295 } };
    await assert.rejects(
      train(job({ options: heldOut })),
      saying('bad-options', /nothing is left to learn from when 295/),
    );
  });

  it('looks at a file before anything is trained', async () => {
    const found = await inspectSeries(textOf(sales(90), 'sales.csv'), withStandard('seriesColumns'), () =>
      Promise.resolve(),
    );
    assert.deepEqual(found, {
      column: 'sales',
      others: [],
      count: 90,
      dates: { first: '2024-01-01', last: '2024-03-30', every: 1, unit: 'day' },
      season: 7,
    });
  });
});
