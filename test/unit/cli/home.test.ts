import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { findModel, modelsFolderOf } from '../../../src/cli/home';
import { canGoOn, hasWeightsOf, usableTo, type Suits } from '../../../src/cli/usingModel';
import { newChoice, type KindChoice } from '../../../src/options/kinds';
import { checkpointFile } from '../../../src/store/checkpoint';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import { createModel } from '../../../src/store/models';
import { writeTensorFile } from '../../../src/store/tensorFile';
import { manifestVersion } from '../../../src/store/types';
import { said, saying } from '../said';

describe('the models folder', () => {
  const at = (platform: NodeJS.Platform, environment: Record<string, string>): string =>
    modelsFolderOf({ platform, environment, home: 'home' });

  it("is UNROLL_HOME's, else where the system keeps data, else in the home folder", () => {
    assert.equal(at('linux', {}), join('home', '.unroll', 'models'));
    assert.equal(at('linux', { XDG_DATA_HOME: 'xdg' }), join('xdg', 'unroll', 'models'));
    assert.equal(at('win32', { LOCALAPPDATA: 'local' }), join('local', 'unroll', 'models'));
    assert.equal(at('win32', { LOCALAPPDATA: 'local', UNROLL_HOME: 'own' }), join('own', 'models'));
    assert.equal(at('darwin', { UNROLL_HOME: '' }), join('home', '.unroll', 'models'));
  });
});

describe('a model', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unroll-home-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const language = { kind: 'language', options: defaultLanguageModelOptions } as const;
  const make = async (createdAt: string, choice: KindChoice = language) => {
    const made = await createModel(
      folder,
      {
        manifestVersion,
        ...choice,
        name: 'My notes',
        createdAt,
        unrollVersion: '0',
        state: 'finished',
        source: { name: 'a', sha256: 'a', characters: 1 },
        parameters: 1,
      },
      {
        vocabularies: [{ vocabulary: ['<unk>'], frequencies: [0] }],
        record: { metrics: [], validations: [], samples: [], baselines: [], notes: [] },
      },
    );
    await made.lock.release();
    await writeTensorFile(join(made.folder, 'weights.safetensors'), { tensors: [], metadata: {} });
    return made;
  };
  /** What is found, and what is said of it. */
  const find = async (name: string, suits: Suits = usableTo('continue'), among = folder) => {
    const remarks: string[] = [];
    const found = await findModel(name, among, { suits, remark: sentence => remarks.push(said(sentence)) });
    return { found, remarks };
  };

  it('is found by folder, id and name, the newest of that name', async () => {
    const old = await make('2025-01-01T00:00:00Z');
    const young = await make('2026-01-01T00:00:00Z');
    assert.equal((await find(old.folder, usableTo('continue'), 'elsewhere')).found, old.folder);
    assert.equal((await find(old.manifest.id)).found, old.folder);
    assert.deepEqual(await find('My notes'), { found: young.folder, remarks: [] });
    await writeFile(join(old.folder, 'model.json'), '{');
    await writeFile(join(young.folder, 'model.json'), '{');
    const { found } = await find('My notes');
    assert.ok([old.folder, young.folder].includes(found), 'what is damaged is opened, to say so');
    await assert.rejects(find('My'), saying('model-not-found', /"My"/));
    await assert.rejects(find('nothing'), saying('model-not-found', /"nothing".*unroll models/));
  });

  it('of a name that several have is the newest that can do what is asked', async () => {
    const trained = await make('2025-01-01T00:00:00Z');
    const classifier = await make('2026-01-01T00:00:00Z', newChoice('labels', {}));
    assert.deepEqual(await find('My notes'), { found: trained.folder, remarks: [] });
    assert.deepEqual(await find('My notes', usableTo('label')), { found: classifier.folder, remarks: [] });
    assert.deepEqual(await find('My notes', usableTo('translate')), { found: classifier.folder, remarks: [] });
  });

  it('that another kind shares its name with is named, with the other', async () => {
    const trained = await make('2025-01-01T00:00:00Z');
    const counted = await make('2026-01-01T00:00:00Z', newChoice('ngram', {}));
    const { found, remarks } = await find('My notes');
    assert.equal(found, counted.folder);
    assert.equal(remarks.length, 1);
    assert.ok(remarks[0]!.includes(`${counted.manifest.id} (N-grams`), remarks[0]);
    assert.ok(remarks[0]!.includes(`Give ${trained.manifest.id} for the other one (LSTM`), remarks[0]);
    assert.deepEqual(await find(trained.manifest.id), { found: trained.folder, remarks: [] });
    assert.deepEqual(await find('My notes', hasWeightsOf('language')), { found: trained.folder, remarks: [] });
  });

  it('goes on where an older one of its name was stopped', async () => {
    const stopped = await make('2025-01-01T00:00:00Z');
    const manifest = { ...stopped.manifest, state: 'interrupted' };
    await writeFile(join(stopped.folder, 'model.json'), JSON.stringify(manifest));
    await writeFile(join(stopped.folder, checkpointFile), '');
    await make('2026-01-01T00:00:00Z');
    assert.equal((await find('My notes', canGoOn('language'))).found, stopped.folder);
  });
});
