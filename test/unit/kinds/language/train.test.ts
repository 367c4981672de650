import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { UnrollError } from '../../../../src/protocol/errors';
import type { TrainingEvent } from '../../../../src/protocol/metrics';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../../src/options/language';
import { defaultSamplingOptions } from '../../../../src/options/sampling';
import type { TrainJob } from '../../../../src/protocol/worker';
import { storedLanguageModel } from '../../../../src/kinds/language/stored';
import { readContents, writeVocabularies } from '../../../../src/store/manifest';
import { lockModel } from '../../../../src/store/lock';
import { readModel } from '../../../../src/store/models';
import { opened, textOf, train } from '../models';
import { said } from '../../said';

const line = 'the quick brown fox jumps over the lazy dog and runs away\n';
const text = line.repeat(80);

const options: LanguageModelOptions = {
  ...defaultLanguageModelOptions,
  network: { ...defaultLanguageModelOptions.network, hiddenSize: 32, embeddingSize: 16, dropout: 0, weightDropout: 0 },
  optimiser: { ...defaultLanguageModelOptions.optimiser, learningRate: 1e-2 },
  training: {
    ...defaultLanguageModelOptions.training,
    epochs: 12,
    batchSize: 8,
    timeSteps: 16,
    threads: 1,
    sampleLength: 60,
    sampleTemperature: 0,
  },
};

describe('the training job', () => {
  let modelsFolder = '';
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-models-'));
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  const job = (change: Partial<TrainJob> = {}): TrainJob => ({
    kind: 'language',
    sources: [textOf(text, 'fox.txt')],
    options,
    engine: 'wasm',
    modelsFolder,
    modelName: 'fox',
    ...change,
  });
  const run = async (change: Partial<TrainJob> = {}, stop = new AbortController(), kill = new AbortController()) => {
    const events: TrainingEvent[] = [];
    const result = await train(job(change), {
      emit: event => events.push(event),
      signal: kill.signal,
      stop: stop.signal,
    });
    return { events, result };
  };

  /** Ends after a few steps. */
  const stoppedRun = async (change: Partial<TrainJob> = {}) => {
    const stop = new AbortController();
    const emit = (event: TrainingEvent): void => {
      if (event.kind === 'metrics') stop.abort();
    };
    return { result: await train(job(change), { emit, signal: new AbortController().signal, stop: stop.signal }) };
  };

  it('learns a repeated line, saves the model, and the model continues it', async () => {
    const { events, result } = await run();
    const validations = events.flatMap(event => (event.kind === 'validation' ? [event.validation.loss] : []));
    assert.equal(result.reason, 'completed');
    assert.ok(
      validations.at(-1)! < 0.2 && validations.at(-1)! < validations[0]! / 5,
      `validation ${validations.join(' ')}`,
    );
    assert.ok(events.some(event => event.kind === 'baseline'));
    const { manifest, record } = await readModel(result.folder, storedLanguageModel);
    assert.equal(manifest.state, 'finished');
    assert.equal(record.result?.steps, result.steps);

    const model = await opened(result.folder, 'continue');
    const request = {
      modelFolder: result.folder,
      prefix: 'away\nthe quick',
      most: { tokens: 30 },
      stopAt: ['\n'],
      sampling: { ...defaultSamplingOptions, temperature: 0 },
      timeBudgetMs: 0,
    };
    const signal = new AbortController().signal;
    const first = await model.use(request, signal);
    assert.equal(first.continuation, ' brown fox jumps over the lazy');
    const grown = await model.use({ ...request, prefix: 'away\nthe quick brown fox' }, signal);
    assert.equal(grown.continuation, ' jumps over the lazy dog and r');
    const strange = await model.use({ ...request, prefix: 'the quick ☃' }, signal);
    assert.deepEqual(strange.unknown, ['☃']);
    const short = await model.use({ ...request, most: { characters: 6 } }, signal);
    assert.deepEqual([short.continuation, short.cutOff], [' brown', true]);
    assert.equal((await model.use({ ...request, prefix: '', most: { tokens: 5 } }, signal)).tokens > 0, true);
    model.dispose();
  });

  it('keeps the model when it is stopped, and goes on from the checkpoint', async () => {
    const stop = new AbortController();
    const events: TrainingEvent[] = [];
    const result = await train(job(), {
      emit: event => {
        events.push(event);
        if (event.kind === 'metrics') stop.abort();
      },
      signal: new AbortController().signal,
      stop: stop.signal,
    });
    assert.equal(result.reason, 'stopped');
    assert.ok(result.steps <= 3);
    const resumed = await run({ resumeFrom: result.folder });
    assert.equal(resumed.result.reason, 'completed');
    assert.equal(resumed.result.folder, result.folder);
    assert.ok(resumed.result.validationLoss! < 0.2);
    assert.ok(!(await readdir(result.folder)).includes('checkpoint.safetensors'));
    await assert.rejects(run({ resumeFrom: result.folder }), { code: 'bad-options', message: /trainingDone/ });
    const lock = await lockModel(result.folder, '');
    await assert.rejects(run({ resumeFrom: result.folder }), { code: 'busy', message: /trainedSomewhere/ });
    await lock.release();
  });

  const further = { heads: 2, layerNorm: true, tiedOutput: true };
  for (const [threads, cell, network, averaging, batchRamp] of [
    [1, 'lstm', {}, 0, 1],
    [1, 'gru', further, 0.9, 3],
    // Threads take long to start: fewer stops.
    [2, 'gru', further, 0.9, 2],
  ] as const)
    it(`is the same bit for bit, stopped and gone on with or not: ${cell}, ${threads} threads, mean ${averaging}, batches ${batchRamp} times`, async () => {
      const change = {
        sources: [textOf(text.slice(0, 1600), 'fox.txt')],
        options: {
          ...options,
          network: { ...options.network, cell, layers: 2, dropout: 0.2, weightDropout: 0.1, ...network },
          optimiser: { ...options.optimiser, averaging },
          training: { ...options.training, epochs: 2, threads, batchRamp },
        },
      };
      const { result: whole } = await run(change);
      let { result } = await stoppedRun(change);
      for (let stops = 1; result.reason === 'stopped'; stops++) {
        const goOn = threads === 1 || stops < 3 ? stoppedRun : run;
        const again = await goOn({ ...change, options: undefined, resumeFrom: result.folder });
        assert.ok(again.result.steps >= result.steps);
        result = again.result;
      }
      const [once, often] = await Promise.all(
        [whole, result].map(({ folder }) => readModel(folder, storedLanguageModel)),
      );
      assert.ok(once && often);
      assert.deepEqual(often.tensors, once.tensors);
      assert.deepEqual(often.record.validations, once.record.validations);
      assert.equal(result.trainLoss, whole.trainLoss);
      const steps = often.record.metrics.map(({ step }) => step);
      assert.deepEqual(
        steps,
        [...new Set(steps)].sort((a, b) => a - b),
      );
    });

  it('goes on with a text that was saved with other line ends, not with another vocabulary', async () => {
    const { result } = await stoppedRun();
    await assert.rejects(run({ resumeFrom: result.folder, sources: [textOf(`${text}!`, 'fox.txt')] }), {
      message: /changedText/,
    });
    const contents = await readContents(result.folder);
    const [vocabulary] = contents.vocabularies;
    const swapped = [...vocabulary!.vocabulary];
    [swapped[1], swapped[2]] = [swapped[2]!, swapped[1]!];
    await writeVocabularies(result.folder, [{ ...vocabulary!, vocabulary: swapped }]);
    await assert.rejects(run({ resumeFrom: result.folder }), { message: /changedVocabulary/ });
    await writeVocabularies(result.folder, contents.vocabularies);
    const crlf = [textOf(text.replaceAll('\n', '\r\n'), 'fox.txt')];
    assert.equal((await run({ resumeFrom: result.folder, sources: crlf })).result.reason, 'completed');
  });

  it('gives the same losses for the same seed', async () => {
    const short = {
      ...options,
      training: { ...options.training, epochs: 1 },
      network: { ...options.network, dropout: 0.3 },
    };
    const losses = async () =>
      (await run({ options: short })).events.flatMap(event =>
        event.kind === 'validation' ? [event.validation.loss] : [],
      );
    assert.deepEqual(await losses(), await losses());
  });

  it('trains on two threads as on one, and the same twice', async () => {
    const short = (threads: number): LanguageModelOptions => ({
      ...options,
      training: { ...options.training, epochs: 2, threads },
    });
    const losses = async (threads: number): Promise<number[]> =>
      (await run({ options: short(threads) })).events.flatMap(event =>
        event.kind === 'validation' ? [event.validation.loss] : [],
      );
    const [one, two, again] = [await losses(1), await losses(2), await losses(2)];
    assert.deepEqual(two, again);
    two.forEach((loss, index) => {
      assert.ok(Math.abs(loss - one[index]!) < 1e-3, `${loss} and ${one[index]!}`);
    });
  });

  it('refuses what cannot be trained on, with one clear message', async () => {
    const refuses = (source: string, code: string) =>
      assert.rejects(
        run({ sources: [textOf(source, 'a.txt')] }),
        (thrown: unknown) => thrown instanceof UnrollError && thrown.code === code,
      );
    await refuses('', 'empty-text');
    await refuses(' \n\n ', 'empty-text');
    await refuses('one short line', 'text-too-short');
    await refuses('PK\0\0\0'.repeat(100), 'binary-file');
    await assert.rejects(run({ sources: [{ kind: 'file', name: 'no', path: '/no/such/file' }] }), {
      code: 'file-not-found',
    });
  });

  it('trains on a text of 150 characters with batches that fit it', async () => {
    const { events, result } = await run({ sources: [textOf(text.slice(0, 150), 'tiny')] });
    assert.ok(result.steps > 0);
    assert.ok(events.some(event => event.kind === 'note' && said(event.message).includes('short')));
  });
});
