import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { lockFile, lockModel } from '../../../src/store/lock';
import { readManifest } from '../../../src/store/manifest';
import { sweep } from '../../../src/store/sweep';
import { message } from '../../../src/words/message';
import { create } from './stored';

let root = '';
let models = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'unroll-lock-'));
});
after(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  models = join(await mkdtemp(join(root, 'case-')), 'models');
});

interface Holder {
  processId: number;
  began: string | null;
  host: string;
}

/** Rewrites the lock of a model under training. */
async function change(folder: string, change: Partial<Holder>): Promise<void> {
  const path = join(folder, lockFile);
  const holder = JSON.parse(await readFile(path, 'utf8')) as Holder;
  await writeFile(path, JSON.stringify({ ...holder, ...change }));
}

const stateOf = async (folder: string): Promise<string> => (await readManifest(folder)).state;

/** The number of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise(resolve => child.once('exit', resolve));
  return child.pid!;
}

const longAgo = (): number => Date.now() / 1000 - 3600;

describe('a model that is being trained', () => {
  it('says so while its process lives, and cannot be trained by another', async () => {
    const { folder, lock } = await create(models);
    assert.equal(await stateOf(folder), 'training');
    await assert.rejects(lockModel(folder, 'My model'), {
      code: 'busy',
      sentence: message('error.trainedElsewhere', { name: 'My model', process: String(process.pid) }),
    });
    await lock.release();
    assert.equal(await stateOf(folder), 'interrupted');
    await (await lockModel(folder, 'My model')).release();
  });

  it('is interrupted once its process is gone', async () => {
    const { folder } = await create(models);
    await change(folder, { processId: await deadProcess() });
    assert.equal(await stateOf(folder), 'interrupted');
    await (await lockModel(folder, '')).release();
  });

  it(
    'is interrupted when the number of its process is in use again',
    { skip: process.platform === 'win32' },
    async () => {
      const { folder } = await create(models);
      await change(folder, { began: 'another moment' });
      assert.equal(await stateOf(folder), 'interrupted');
      await (await lockModel(folder, '')).release();
    },
  );

  it('is interrupted, where the beginning of its process is unknown, once nothing has renewed its lock for ten minutes', async () => {
    for (const unknown of [{ began: null }, { host: 'another machine' }]) {
      const { folder } = await create(models);
      await change(folder, unknown);
      assert.equal(await stateOf(folder), 'training');
      await utimes(join(folder, lockFile), longAgo(), longAgo());
      assert.equal(await stateOf(folder), 'interrupted');
    }
  });

  it('is interrupted when its lock is not one', async () => {
    for (const text of ['', '{', 'null', '{"processId":"1"}', '{"processId":-1,"began":null,"host":""}']) {
      const { folder } = await create(models);
      await writeFile(join(folder, lockFile), text);
      assert.equal(await stateOf(folder), 'interrupted', text);
    }
  });
});

describe('leftovers', () => {
  it('are swept once they are old: temporary files, folders that never became a model', async () => {
    const model = await create(models);
    await model.lock.release();
    const trained = await create(models);
    const make = async (folder: string, file: string, age: number): Promise<void> => {
      await mkdir(join(models, folder), { recursive: true });
      await writeFile(join(models, folder, file), '');
      for (const path of [join(models, folder, file), join(models, folder)]) await utimes(path, age, age);
    };
    const now = Date.now() / 1000;
    await mkdir(join(models, 'empty'));
    await utimes(join(models, 'empty'), longAgo(), longAgo());
    await make('begun', 'vocabulary.json', longAgo());
    await make('young', 'vocabulary.json', now);
    await make('notes', 'mine.txt', longAgo());
    await make(model.manifest.id, '.model.json.0badf00d.tmp', longAgo());
    await make(model.manifest.id, '.run.json.0badf00d.tmp', now);
    await make(trained.manifest.id, '.run.json.0badf00d.tmp', longAgo());
    await sweep(models);
    const { id } = model.manifest;
    assert.deepEqual((await readdir(models)).toSorted(), [id, trained.manifest.id, 'notes', 'young'].toSorted());
    assert.deepEqual((await readdir(model.folder)).toSorted(), [
      '.run.json.0badf00d.tmp',
      'model.json',
      'run.json',
      'vocabulary.json',
    ]);
    assert.ok((await readdir(trained.folder)).includes('.run.json.0badf00d.tmp'));
  });
});
