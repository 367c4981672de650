import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { language } from '../../../src/kinds/language/implementation';
import { ngram } from '../../../src/kinds/ngram/implementation';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import { UnrollError } from '../../../src/protocol/errors';
import type { TrainingEvent } from '../../../src/protocol/metrics';
import type { TrainJob } from '../../../src/protocol/worker';
import { readManifest } from '../../../src/store/manifest';
import { files } from '../../../src/store/files';
import type { Learner, TrainableKind } from '../../../src/training/kind';
import { runTraining } from '../../../src/training/runTraining';
import { inEnglish, render } from '../../../src/words/render';
import { saying } from '../said';
import { startSteps } from '../../../src/training/steps';

const never = new AbortController().signal;
const sources = [{ kind: 'text' as const, name: 'fox', text: 'the quick brown fox jumps\n'.repeat(80) }];
const { network, training } = defaultLanguageModelOptions;
const small = {
  ...defaultLanguageModelOptions,
  network: { ...network, hiddenSize: 8, embeddingSize: 4 },
  training: { ...training, epochs: 1, batchSize: 4, timeSteps: 8, threads: 1, sampleLength: 5 },
};

describe('a run of any kind', () => {
  let modelsFolder = '';
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-runs-'));
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  const job = (change: Partial<TrainJob> = {}): TrainJob => ({
    kind: 'ngram',
    sources,
    options: defaultNgramOptions,
    engine: 'wasm',
    modelsFolder,
    modelName: 'fox',
    ...change,
  });

  /** Counting, with another learner around its own. */
  const counting = (change: (learner: Learner) => Partial<Learner>): TrainableKind<unknown> => ({
    id: 'ngram',
    readOptions: value => ngram.readOptions(value),
    read: folder => ngram.read(folder),
    prepare: async (texts, _, context) => {
      const prepared = await ngram.prepare(texts, defaultNgramOptions, context);
      const { learning } = prepared;
      assert.ok(learning.by === 'itself');
      const learner = async (): Promise<Learner> => {
        const made = await learning.learner();
        return { ...made, ...change(made) };
      };
      return { ...prepared, learning: { by: 'itself', learner } };
    },
  });

  async function run(kind: TrainableKind<unknown>, stop = never) {
    const events: TrainingEvent[] = [];
    const result = await runTraining(kind, job(), { emit: event => events.push(event), signal: never, stop });
    return { result, events, manifest: await readManifest(result.folder) };
  }
  const notesOf = (events: TrainingEvent[]) => events.filter(event => event.kind === 'note');

  it('keeps the model elsewhere when its folder cannot be written to at the end, and says where', async () => {
    const place = await mkdtemp(join(tmpdir(), 'unroll-rescue-'));
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = place;
    try {
      const gone = join(place, 'gone');
      const emit = (event: TrainingEvent): void => {
        if (event.kind === 'phase' && event.phase === 'saving') rmSync(gone, { recursive: true });
      };
      const training = runTraining(ngram, job({ modelsFolder: gone }), { emit, signal: never, stop: never });
      const error: unknown = await training.catch((thrown: unknown) => thrown);
      assert.ok(error instanceof UnrollError && error.code === 'not-saved');
      const said = render(error.sentence, inEnglish('plain'));
      const folder = /is not there\..*kept in (\S+) instead/.exec(said)?.[1];
      assert.ok(folder, said);
      const { manifest } = await ngram.read(folder);
      assert.deepEqual([manifest.state, manifest.name], ['finished', 'fox']);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      await rm(place, { recursive: true });
    }
  });

  it('leaves no half of a model where none of its weights could be saved', async ({ mock }) => {
    const place = await mkdtemp(join(tmpdir(), 'unroll-full-'));
    const full = join(place, 'models');
    const { write } = files;
    mock.method(files, 'write', (path: string, content: Uint8Array | string) =>
      path.startsWith(full) && path.includes('weights')
        ? Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
        : write(path, content),
    );
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = place;
    try {
      const training = runTraining(ngram, job({ modelsFolder: full }), {
        emit: () => undefined,
        signal: never,
        stop: never,
      });
      await assert.rejects(training, saying('not-saved', /is full\..*kept in \S+ instead/));
      assert.deepEqual(await readdir(full), []);
      assert.equal((await readdir(join(place, 'unroll-rescued'))).length, 1);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      await rm(place, { recursive: true });
    }
  });

  it('refuses options out of range before it reads anything', async () => {
    const wrong = [
      { ...small, training: { ...small.training, batchSize: 0 } },
      { ...small, training: { ...small.training, validationFraction: 2 } },
      { ...small, network: { ...small.network, layers: 0 } },
      { ...small, network: { ...small.network, hiddenSize: 100.5 } },
      undefined,
    ];
    const missing = [{ kind: 'file' as const, name: 'no', path: '/no/such/file' }];
    for (const options of wrong) {
      const training = runTraining(language, job({ kind: 'language', sources: missing, options }), {
        emit: () => undefined,
        signal: never,
        stop: never,
      });
      await assert.rejects(training, { code: 'bad-options' });
    }
    assert.deepEqual(await readdir(modelsFolder), []);
  });

  it('that is stopped is saved and answers without measuring anything more', async () => {
    const stop = new AbortController();
    let measured = 0;
    const kind = counting(made => ({
      run: async (observer, stopRequested) => {
        const outcome = await made.run(observer, stopRequested);
        stop.abort();
        return { ...outcome, reason: 'stopped' };
      },
      samples: () => {
        measured++;
        return new Promise(() => undefined);
      },
      baseline: () => {
        measured++;
        return undefined;
      },
    }));
    const { result, events, manifest } = await run(kind, stop.signal);
    assert.equal(result.reason, 'stopped');
    assert.equal(measured, 0);
    assert.equal(manifest.state, 'finished');
    assert.ok(events.some(({ kind: name }) => name === 'checkpoint'));
    assert.ok((await readdir(result.folder)).includes('checkpoint.safetensors'));
  });

  it('that is stopped ends with the training loss that was reported last; one that is not, with that of its last epoch', async () => {
    for (const reason of ['stopped', 'completed'] as const) {
      const ofEpoch = Math.log(7.84);
      const kind = counting(made => ({
        run: async (observer, stopRequested) => ({
          ...(await made.run(observer, stopRequested)),
          reason,
          trainLoss: ofEpoch,
        }),
      }));
      const { result, events, manifest } = await run(kind);
      const reported = events.findLast(event => event.kind === 'metrics')?.metrics.trainLoss;
      assert.ok(reported !== undefined && reported !== ofEpoch);
      assert.equal(result.trainLoss, reason === 'stopped' ? reported : ofEpoch);
      assert.equal(manifest.result?.trainLoss, result.trainLoss);
    }
  });

  it('that cannot make its last sample or look for it in the text is saved all the same, with a note', async () => {
    const failing = () => {
      throw new Error('a sample that cannot be made');
    };
    for (const change of [{ samples: failing }, { copied: failing }]) {
      const { result, events, manifest } = await run(counting(() => change));
      assert.equal(result.reason, 'completed');
      assert.equal(manifest.state, 'finished');
      assert.equal(result.copied, undefined);
      assert.match(JSON.stringify(notesOf(events)), /a sample that cannot be made/);
    }
  });

  it('is saved before anything is measured, and a stop ends the measuring', async () => {
    const stop = new AbortController();
    let saved: string[] = [];
    const kind = counting(() => ({
      samples: async pause => {
        const [folder] = (await readdir(modelsFolder)).slice(-1);
        saved = await readdir(join(modelsFolder, folder!));
        stop.abort();
        for (;;) await pause();
      },
    }));
    const { result, manifest } = await run(kind, stop.signal);
    assert.ok(saved.includes('weights.safetensors'));
    assert.equal(result.reason, 'completed');
    assert.equal(manifest.state, 'finished');
  });

  it('goes on when a checkpoint cannot be written', async () => {
    let failures = 0;
    const kind = counting(made => ({
      state: () => {
        failures++;
        throw new Error('disk full');
      },
      run: async (observer, stopRequested) => {
        const outcome = await made.run(observer, stopRequested);
        const began = performance.now();
        // Checkpoints are due two seconds after the beginning.
        while (failures === 0 && performance.now() - began < 5000) {
          await observer.between({ ...outcome.position, seconds: 0 }, 1, () => observer.pause());
          await new Promise(resolve => setTimeout(resolve, 50));
        }
        return outcome;
      },
    }));
    const { result, events } = await run(kind);
    assert.equal(failures, 1);
    assert.equal(result.reason, 'completed');
    assert.match(JSON.stringify(notesOf(events)), /disk full/);
  });

  it('leaves no thread behind when an error comes before it trains', async () => {
    const prepared = await language.prepare(
      sources,
      // Eight rows for two threads.
      { ...small, training: { ...small.training, batchSize: 8, threads: 2 } },
      { emit: () => undefined, pause: () => Promise.resolve() },
    );
    assert.ok(prepared.learning.by === 'steps');
    const { steps } = prepared.learning;
    const threads: Worker[] = [];
    const follow = (thread: Worker): void => void threads.push(thread);
    process.on('worker', follow);
    const broken: typeof steps = {
      ...steps,
      trainable: plan => {
        const trainable = steps.trainable(plan);
        // Read once the threads have been started.
        trainable.task.batchesIn = () => {
          throw new Error('a task that cannot be read');
        };
        return trainable;
      },
    };
    const started = startSteps('language', broken, 'wasm', undefined);
    await assert.rejects(started, /cannot be read/);
    // Threads are announced a tick after they are made.
    await new Promise(resolve => setImmediate(resolve));
    process.off('worker', follow);
    assert.equal(threads.length, 1);
    // A thread that has ended has no number any more.
    for (let wait = 0; wait < 100 && threads[0]!.threadId !== -1; wait++)
      await new Promise(resolve => setTimeout(resolve, 20));
    assert.equal(threads[0]!.threadId, -1);
  });
});
