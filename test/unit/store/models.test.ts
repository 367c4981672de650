import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import { readCheckpoint, saveCheckpoint } from '../../../src/store/checkpoint';
import { parseManifest, readManifest, writeManifest } from '../../../src/store/manifest';
import { createModel, listModels, readModel, saveModel, slugOf } from '../../../src/store/models';
import { manifestVersion, type LanguageModelManifest, type NamedTensor } from '../../../src/store/types';

let root = '';
let models = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'unroll-store-'));
});
after(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  models = join(await mkdtemp(join(root, 'case-')), 'models');
});

const manifest = (changes: Partial<LanguageModelManifest> = {}): Omit<LanguageModelManifest, 'id'> => ({
  manifestVersion,
  kind: 'language',
  name: 'The Time Machine',
  createdAt: '2026-01-02T03:04:05.000Z',
  unrollVersion: '0.1.0',
  state: 'training',
  options: defaultLanguageModelOptions,
  vocabulary: ['<unk>', 'a', '\ud800', 'NaN'],
  frequencies: [0, 3, 2, 1],
  source: { name: 'a.txt', sha256: 'ab', characters: 6 },
  parameters: 12,
  run: { metrics: [], validations: [], samples: [], baselines: [], notes: [] },
  ...changes,
});

const weights = (fill: number): NamedTensor[] => [
  { name: 'layers.0.wx', shape: [4, 8], data: new Float32Array(32).fill(fill) },
  { name: 'layers.0.wh', shape: [2, 8], data: new Float32Array(16).fill(fill) },
  { name: 'layers.0.b', shape: [8], data: new Float32Array(8).fill(fill) },
  { name: 'output.w', shape: [2, 4], data: Float32Array.from({ length: 8 }, (_, index) => fill + index) },
  { name: 'output.b', shape: [4], data: new Float32Array(4).fill(fill) },
];

/** The number of a process that has ended. */
async function deadProcess(): Promise<number> {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise(resolve => child.once('exit', resolve));
  return child.pid!;
}

describe('models on disk', () => {
  it('come back as they were saved, without leftovers', async () => {
    const created = await createModel(models, manifest());
    const finished = { ...created.manifest, state: 'finished' as const };
    await saveModel(created.folder, finished, weights(1));
    const read = await readModel(created.folder);
    assert.deepEqual(read.manifest, finished);
    assert.deepEqual(
      read.tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      weights(1).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
    assert.deepEqual((await readdir(created.folder)).toSorted(), ['model.json', 'weights.safetensors']);
  });

  it('have short, plain and different ids', async () => {
    assert.equal(slugOf('Çà et là: l’été.txt'), 'ca-et-la-l-ete-txt');
    assert.equal(slugOf('../../紅樓夢'), 'model');
    assert.ok(slugOf('x'.repeat(300)).length <= 24);
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await createModel(models, manifest())).manifest.id),
    );
    assert.equal(new Set(ids).size, 20);
    assert.match(ids[0]!, /^the-time-machine-[0-9a-z]{5}$/);
  });

  it('keep what JSON cannot say: NaN, infinity and half a surrogate pair', async () => {
    const metrics = [
      { step: 1, epoch: 0.1, seconds: 1, trainLoss: NaN, tokensPerSecond: 5, gradientNorm: Infinity, learningRate: 0 },
    ];
    const run = { ...manifest().run, metrics };
    const { folder } = await createModel(models, manifest({ run }));
    const read = await readManifest(folder);
    assert.deepEqual(read.run.metrics, metrics);
    assert.ok(read.kind === 'language');
    assert.deepEqual(read.vocabulary, ['<unk>', 'a', '\ud800', 'NaN']);
  });

  it('are listed newest first, damaged ones last with the reason, other folders not at all', async () => {
    assert.deepEqual(await listModels(models), []);
    const old = await createModel(models, manifest({ createdAt: '2025-01-01T00:00:00.000Z' }));
    const young = await createModel(models, manifest({ createdAt: '2026-06-01T00:00:00.000Z' }));
    const broken = await createModel(models, manifest());
    await writeFile(join(broken.folder, 'model.json'), '{"manifestVersion":1,"na');
    await mkdir(join(models, 'something else'));
    const entries = await listModels(models);
    assert.deepEqual(
      entries.map(({ folder }) => folder),
      [young.folder, old.folder, broken.folder],
    );
    const last = entries.at(-1);
    assert.ok(last?.kind === 'damaged' && /damaged.*train it again/.test(last.reason));
  });

  it('are interrupted when the process that trained them is gone, training while it lives', async () => {
    const alive = await createModel(models, manifest());
    const dead = await createModel(models, manifest({ processId: await deadProcess() }));
    assert.equal((await readManifest(alive.folder)).state, 'training');
    assert.equal((await readManifest(dead.folder)).state, 'interrupted');
  });

  it('survive a crash at any byte of a save', async () => {
    const { folder, manifest: first } = await createModel(models, manifest());
    await saveModel(folder, first, weights(1));
    const files = await readdir(folder);
    for (const file of files) {
      const whole = await readFile(join(folder, file));
      for (const share of [0, 0.3, 0.99]) {
        // What a killed process leaves: the temporary file, part written.
        const crashed = join(models, `crash-${file}-${share}`);
        await cp(folder, crashed, { recursive: true });
        await writeFile(join(crashed, `.${file}.0badf00d.tmp`), whole.subarray(0, whole.length * share));
        const read = await readModel(crashed);
        assert.equal(read.tensors.find(({ name }) => name === 'output.b')!.data[0], 1);
        await rm(crashed, { recursive: true });
      }
    }
    // Between the two renames: new weights, old manifest.
    const between = join(models, 'between');
    await cp(folder, between, { recursive: true });
    await saveModel(folder, { ...first, state: 'finished' }, weights(2));
    await cp(join(folder, 'weights.safetensors'), join(between, 'weights.safetensors'));
    const read = await readModel(between);
    assert.deepEqual(
      [read.manifest.state, read.tensors.find(({ name }) => name === 'output.b')!.data[0]],
      ['training', 2],
    );
  });

  it('refuse weights that do not fit the vocabulary, and say when there are none', async () => {
    const { folder, manifest: made } = await createModel(models, manifest());
    await assert.rejects(readModel(folder), { code: 'model-not-found', message: /ended before it was saved/ });
    await saveModel(folder, { ...made, vocabulary: ['<unk>'] }, weights(1));
    await assert.rejects(readModel(folder), { code: 'model-damaged', message: /do not fit its vocabulary/ });
    await assert.rejects(readModel(join(models, 'nowhere')), { code: 'model-not-found' });
  });

  it('keep a checkpoint whose place and tensors belong together', async () => {
    const { folder } = await createModel(models, manifest());
    const resume = {
      step: 7,
      epoch: 1,
      batch: 3,
      seconds: 2.5,
      learningRateScale: 0.5,
      bestEpoch: 0.5,
      bestValidationLoss: 1.25,
    };
    const tensors = [...weights(3), { name: 'adam.first.output.b', shape: [4], data: new Float32Array(4) }];
    await assert.rejects(readCheckpoint(folder), { code: 'model-not-found' });
    await saveCheckpoint(folder, { tensors, resume });
    assert.deepEqual(await readCheckpoint(folder), { tensors, resume });
    const bytes = await readFile(join(folder, 'checkpoint.safetensors'));
    await writeFile(
      join(folder, 'checkpoint.safetensors'),
      bytes.toString('latin1').replace('learningRateScale', 'learningRateSkale'),
      'latin1',
    );
    await assert.rejects(readCheckpoint(folder), { code: 'model-damaged' });
  });
});

describe('a manifest', () => {
  const complete = { ...manifest(), id: 'x' };

  it('of a newer version is refused with what to do', () => {
    assert.throws(() => parseManifest(JSON.stringify({ ...complete, manifestVersion: 99 })), {
      message: /newer version.*Update Unroll/,
    });
  });

  it('is refused with the place of the first thing wrong', () => {
    const wrong = {
      ...complete,
      options: { ...complete.options, network: { ...complete.options.network, cell: 'perceptron' } },
    };
    assert.throws(() => parseManifest(JSON.stringify(wrong)), {
      code: 'model-damaged',
      detail: 'options.network.cell',
    });
    assert.throws(() => parseManifest(JSON.stringify({ ...complete, merges: [['a']] })), { detail: 'merges[0]' });
    assert.throws(() => parseManifest('null'), { code: 'model-damaged' });
  });

  it('may hold fields of a later minor version', () => {
    assert.equal(parseManifest(JSON.stringify({ ...complete, later: 1 })).id, 'x');
  });

  it('cannot be written where there is no folder', async () => {
    await assert.rejects(writeManifest(join(root, 'absent'), complete), { code: 'ENOENT' });
  });
});
