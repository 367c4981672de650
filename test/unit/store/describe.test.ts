import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { listModels } from '../../../src/store/list';
import { readModel, saveModel } from '../../../src/store/models';
import { describeStored } from '../../../src/store/describe';
import { byName, contents, create, weights } from './stored';

describe('a model that is renamed or noted upon', () => {
  let models = '';
  before(async () => {
    models = await mkdtemp(join(tmpdir(), 'unroll-rename-'));
  });
  after(() => rm(models, { recursive: true, force: true }));

  it('keeps its folder and all it holds, and is free again', async () => {
    const created = await create(models);
    const finished = { ...created.manifest, state: 'finished' as const };
    await saveModel(created.folder, finished, { tensors: weights(1), record: contents().record });
    await assert.rejects(describeStored(created.folder, { name: 'Another' }), { code: 'busy' });
    await created.lock.release();
    await describeStored(created.folder, { name: 'Another' });
    const read = await readModel(created.folder, storedLanguageModel);
    assert.deepEqual(read.manifest, { ...finished, name: 'Another' });
    assert.deepEqual(read.vocabularies, contents().vocabularies);
    assert.deepEqual(byName(read.tensors), byName(weights(1)));
    const [listed] = await listModels(models);
    assert.ok(listed?.kind === 'model' && listed.manifest.state === 'finished');
    await describeStored(created.folder, { notes: 'best of\nall' });
    assert.deepEqual((await readModel(created.folder, storedLanguageModel)).manifest, {
      ...read.manifest,
      notes: 'best of\nall',
    });
    await describeStored(created.folder, { notes: '' });
    assert.deepEqual((await readModel(created.folder, storedLanguageModel)).manifest, read.manifest);
  });
});
