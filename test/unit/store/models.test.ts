import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { storedNgramModel } from '../../../src/kinds/ngram/tensors';
import { storedTranslationModel } from '../../../src/kinds/translation/stored';
import { readCheckpoint, saveCheckpoint } from '../../../src/store/checkpoint';
import { listModels, type ManifestCache } from '../../../src/store/list';
import { parseManifest, readContents, readManifest, readRun, writeManifest } from '../../../src/store/manifest';
import { readModel, reopenModel, saveModel, slugOf } from '../../../src/store/models';
import { message } from '../../../src/words/message';
import { byName, contents, create, manifest, weights } from './stored';
import { said } from '../said';
import { textMessage } from '../../../src/protocol/message';

let root = '';
let models = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'unroll-store-'));
});
after(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  models = join(await mkdtemp(join(root, 'case-')), 'models');
});

const save = async (folder: string, of: ReturnType<typeof manifest> & { id: string }, fill: number) =>
  saveModel(folder, of, { tensors: weights(fill), record: contents().record });

describe('models on disk', () => {
  it('come back as they were saved, without leftovers', async () => {
    const created = await create(models);
    const finished = { ...created.manifest, state: 'finished' as const };
    await save(created.folder, finished, 1);
    await created.lock.release();
    const read = await readModel(created.folder, storedLanguageModel);
    assert.deepEqual(read.manifest, finished);
    assert.deepEqual(read.vocabularies, contents().vocabularies);
    assert.deepEqual(byName(read.tensors), byName(weights(1)));
    assert.deepEqual((await readdir(created.folder)).toSorted(), [
      'model.json',
      'run.json',
      'vocabulary.json',
      'weights.safetensors',
    ]);
  });

  it('have short, plain and different ids', async () => {
    assert.equal(slugOf('Çà et là: l’été.txt'), 'ca-et-la-l-ete-txt');
    assert.equal(slugOf('../../紅樓夢'), 'model');
    assert.ok(slugOf('x'.repeat(300)).length <= 24);
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await create(models)).manifest.id));
    assert.equal(new Set(ids).size, 20);
    assert.match(ids[0]!, /^the-time-machine-[0-9a-z]{5}$/);
  });

  it('keep every field of a run, and what JSON cannot say: NaN, infinity and half a surrogate pair', async () => {
    const at = { step: 1, epoch: 0.1 };
    const corpus = { name: 'a', characters: 9, tokens: 8, vocabularySize: 4, validationTokens: 1 };
    const record = {
      metrics: [{ ...at, seconds: 1, trainLoss: NaN, tokensPerSecond: 5, gradientNorm: Infinity, learningRate: 0 }],
      validations: [{ ...at, loss: -Infinity, bitsPerCharacter: 2, best: true }],
      samples: [{ ...at, prefix: '\udc00', continuation: '', perplexity: NaN }],
      qualities: [{ ...at, tokenAccuracy: 0.5, bleu: 30 }],
      baselines: [{ name: textMessage('counting'), loss: 1.5 }],
      notes: [textMessage('a note')],
      engine: {
        chosen: 'wasm',
        reason: textMessage('fast'),
        threads: 2,
        measurements: [{ engine: 'wasm', available: true, detail: textMessage(''), tokensPerSecond: 9 }],
      },
      corpus,
      result: {
        reason: 'completed' as const,
        steps: 1,
        epochs: 1,
        seconds: 1,
        trainLoss: NaN,
        validationLoss: 2,
        copied: { characters: 3, share: 0.5 },
        verdict: textMessage('good'),
      },
    };
    const { folder, manifest: made } = await create(models, {}, record);
    const { result } = record;
    const progress = { ...at, trainLoss: NaN, validationLoss: -Infinity };
    assert.deepEqual(await readManifest(folder), { ...made, corpus, progress, result });
    assert.deepEqual(await readRun(folder), record);
    assert.deepEqual((await readContents(folder)).vocabularies[0]?.vocabulary, ['<unk>', 'a', '\ud800', 'NaN']);
  });

  it('have an identity of a few KB, however long the run', async () => {
    const metrics = Array.from({ length: 2000 }, (_, step) => ({
      ...{ step, epoch: 1, seconds: 1, trainLoss: 1 },
      ...{ tokensPerSecond: 1, gradientNorm: 1, learningRate: 1 },
    }));
    const { folder } = await create(models, {}, { metrics });
    assert.equal((await readRun(folder)).metrics.length, 2000);
    assert.ok((await stat(join(folder, 'model.json'))).size < 4096);
  });

  it('are listed newest first, damaged ones last with the reason, other folders not at all', async () => {
    assert.deepEqual(await listModels(models), []);
    const old = await create(models, { createdAt: '2025-01-01T00:00:00.000Z' });
    const young = await create(models, { createdAt: '2026-06-01T00:00:00.000Z' });
    const broken = await create(models);
    await writeFile(join(broken.folder, 'model.json'), '{"manifestVersion":1,"na');
    await mkdir(join(models, 'something else'));
    await writeFile(join(models, 'a file'), '');
    await symlink('nowhere', join(models, 'a link'));
    const entries = await listModels(models);
    assert.deepEqual(
      entries.map(({ folder }) => folder),
      [young.folder, old.folder, broken.folder],
    );
    const last = entries.at(-1);
    assert.ok(last?.kind === 'damaged' && /damaged.*train it again/.test(said(last.reason)));
  });

  it('are listed through links to their folders', async () => {
    const elsewhere = await create(join(root, 'elsewhere'));
    await mkdir(models);
    await symlink(elsewhere.folder, join(models, 'linked'), 'dir');
    assert.deepEqual(
      (await listModels(models)).map(({ kind, id }) => [kind, id]),
      [['model', 'linked']],
    );
  });

  it('are read again only when model.json has changed', async () => {
    const { folder, manifest: made, lock } = await create(models);
    await lock.release();
    const cache: ManifestCache = new Map();
    const path = join(folder, 'model.json');
    // File systems keep finer times than utimes() can set.
    await utimes(path, 1000, 1000);
    await listModels(models, cache);
    await writeFile(path, ' '.repeat((await stat(path)).size));
    await utimes(path, 1000, 1000);
    const [same] = await listModels(models, cache);
    assert.ok(same?.kind === 'model' && same.manifest.name === made.name && same.manifest.state === 'interrupted');
    await writeManifest(folder, { ...made, name: 'another' });
    const [changed] = await listModels(models, cache);
    assert.ok(changed?.kind === 'model' && changed.manifest.name === 'another');
    await rm(folder, { recursive: true });
    await listModels(models, cache);
    assert.equal(cache.size, 0);
  });

  it('survive a crash at any byte of a save', async () => {
    const { folder, manifest: first } = await create(models);
    await save(folder, first, 1);
    const files = await readdir(folder);
    for (const file of files) {
      const whole = await readFile(join(folder, file));
      for (const share of [0, 0.3, 0.99]) {
        // What a killed process leaves: the temporary file, part written.
        const crashed = join(models, `crash-${file}-${share}`);
        await cp(folder, crashed, { recursive: true });
        await writeFile(join(crashed, `.${file}.0badf00d.tmp`), whole.subarray(0, whole.length * share));
        const read = await readModel(crashed, storedLanguageModel);
        assert.equal(read.tensors.find(({ name }) => name === 'output.b')!.data[0], 1);
        await rm(crashed, { recursive: true });
      }
    }
  });

  it('refuse weights that do not fit the vocabulary, and say when there are none', async () => {
    const { folder, manifest: made } = await create(models);
    await assert.rejects(readModel(folder, storedLanguageModel), {
      code: 'model-not-found',
      sentence: message('error.neverSaved', { name: 'weights.safetensors' }),
    });
    await save(folder, made, 1);
    const path = join(folder, 'vocabulary.json');
    await writeFile(path, JSON.stringify([{ vocabulary: ['<unk>'], frequencies: [0] }]));
    await assert.rejects(readModel(folder, storedLanguageModel), {
      code: 'model-damaged',
      detail: /"embedding.weight" has the shape \[4,3\], not \[1,3\]/,
    });
    await assert.rejects(readModel(folder, storedNgramModel), { code: 'bad-options' });
    await assert.rejects(readModel(join(models, 'nowhere'), storedLanguageModel), { code: 'model-not-found' });
  });

  it('keep a checkpoint whose place and tensors belong together', async () => {
    const { folder } = await create(models);
    const resume = {
      step: 7,
      epoch: 1,
      batch: 3,
      seconds: 2.5,
      learningRateScale: 0.5,
      bestEpoch: 0.5,
      bestValidationLoss: NaN,
      updates: 6,
      tokensSinceValidation: 512,
      epochLoss: { sum: 4.5, steps: 3, earlier: 2 },
      validationDue: true,
    };
    const tensors = [...weights(3), { name: 'adam.first.output.b', shape: [4], data: new Float32Array(4) }];
    await assert.rejects(readCheckpoint(folder, weights(0)), { code: 'model-not-found' });
    await saveCheckpoint(folder, { tensors, resume });
    assert.deepEqual(await readCheckpoint(folder, weights(0)), { tensors, resume });
    await saveCheckpoint(folder, { tensors: [...tensors, { ...tensors[0]!, name: 'another' }], resume });
    await assert.rejects(readCheckpoint(folder, weights(0)), { code: 'model-damaged' });
    await saveCheckpoint(folder, { tensors: tensors.slice(1), resume });
    await assert.rejects(readCheckpoint(folder, weights(0)), { code: 'model-damaged' });
    await saveCheckpoint(folder, { tensors, resume });
    const bytes = await readFile(join(folder, 'checkpoint.safetensors'));
    await writeFile(
      join(folder, 'checkpoint.safetensors'),
      bytes.toString('latin1').replace('learningRateScale', 'learningRateSkale'),
      'latin1',
    );
    await assert.rejects(readCheckpoint(folder, weights(0)), { code: 'model-damaged' });
  });
});

describe('folders of version 1, which held everything in model.json', () => {
  const fixture = async (name: string): Promise<string> => {
    const folder = join(models, name);
    await cp(join('test', 'golden', 'data', 'version1', name), folder, { recursive: true });
    return folder;
  };

  it('are listed and opened', async () => {
    const language = await readModel(await fixture('language'), storedLanguageModel);
    assert.equal(language.manifest.options.network.hiddenSize, 6);
    assert.equal(language.vocabularies[0]?.vocabulary.length, 29);
    assert.equal(language.manifest.result?.reason, 'stopped');
    assert.equal(language.manifest.progress?.step, language.record.metrics.at(-1)?.step);
    const counts = await readModel(await fixture('ngram'), storedNgramModel);
    assert.equal(counts.tensors.length, 3);
    const translation = await readModel(await fixture('translation'), storedTranslationModel);
    assert.deepEqual(
      translation.vocabularies.map(({ vocabulary }) => vocabulary.slice(0, 4)),
      Array(2).fill(['<unk>', '<pad>', '<bos>', '<eos>']),
    );
    assert.deepEqual(
      (await listModels(models)).map(entry => entry.kind === 'model' && [entry.manifest.kind, entry.manifest.state]),
      [
        ['translation', 'finished'],
        ['ngram', 'finished'],
        ['language', 'finished'],
      ],
    );
  });

  it('become folders of today when their training goes on', async () => {
    const folder = await fixture('language');
    const old = await readModel(folder, storedLanguageModel);
    await readCheckpoint(folder, old.tensors);
    const { manifest: going, lock } = await reopenModel(folder, old.manifest, old.vocabularies);
    assert.equal((await readManifest(folder)).state, 'training');
    await saveModel(folder, { ...going, state: 'finished' }, { tensors: old.tensors, record: old.record });
    await lock.release();
    assert.deepEqual(await readModel(folder, storedLanguageModel), old);
    assert.ok(!(await readFile(join(folder, 'model.json'), 'utf8')).includes('frequencies'));
  });
});

describe('a manifest', () => {
  const complete = { ...manifest(), id: 'x' };

  it('of a newer version is refused with what to do', () => {
    assert.throws(() => parseManifest(JSON.stringify({ ...complete, manifestVersion: 99 })), {
      sentence: message('error.newerVersion'),
    });
  });

  it('is refused with the place of the first thing wrong', () => {
    const wrong = {
      ...complete,
      options: { ...complete.options, network: { ...complete.options.network, cell: 'perceptron' } },
    };
    assert.throws(() => parseManifest(JSON.stringify(wrong)), { code: 'model-damaged', detail: /network\.cell/ });
    assert.throws(() => parseManifest(JSON.stringify({ ...complete, parameters: -1 })), { detail: /parameters/ });
    assert.throws(() => parseManifest('null'), { code: 'model-damaged' });
  });

  it('may hold fields of a later minor version', () => {
    assert.equal(parseManifest(JSON.stringify({ ...complete, later: 1 })).manifest.id, 'x');
  });

  it('cannot be written where there is no folder', async () => {
    const folder = join(root, 'absent');
    const sentence = message('error.notSaved', { name: 'model.json', cause: message('disk.gone', { folder }) });
    await assert.rejects(writeManifest(folder, complete), { code: 'not-saved', sentence });
  });
});
