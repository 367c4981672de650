import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findModel, modelsFolderOf } from '../../../src/cli/home';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import { createModel } from '../../../src/store/models';
import { writeTensorFile } from '../../../src/store/tensorFile';
import { manifestVersion } from '../../../src/store/types';
import { saying } from '../said';

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
  it('is found by folder, id and name, the newest of that name', async t => {
    const folder = await mkdtemp(join(tmpdir(), 'unroll-home-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const make = async (createdAt: string) => {
      const made = await createModel(
        folder,
        {
          manifestVersion,
          kind: 'language',
          name: 'My notes',
          createdAt,
          unrollVersion: '0',
          state: 'finished',
          options: defaultLanguageModelOptions,
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
    const old = await make('2025-01-01T00:00:00Z');
    const young = await make('2026-01-01T00:00:00Z');
    assert.equal(await findModel(old.folder, 'elsewhere'), old.folder);
    assert.equal(await findModel(old.manifest.id, folder), old.folder);
    assert.equal(await findModel('My notes', folder), young.folder);
    await writeFile(join(old.folder, 'model.json'), '{');
    await writeFile(join(young.folder, 'model.json'), '{');
    assert.ok(
      [old.folder, young.folder].includes(await findModel('My notes', folder)),
      'what is damaged is opened, to say so',
    );
    await assert.rejects(findModel('My', folder), saying('model-not-found', /"My"/));
    await assert.rejects(findModel('nothing', folder), saying('model-not-found', /"nothing".*unroll models/));
  });
});
