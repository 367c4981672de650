import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ModelList } from '../../../../src/host/models/modelList';
import type { ModelEntry } from '../../../../src/store/list';
import { entryOf, languageModel } from './entry';

const finished = languageModel('finished');
const training = { ...languageModel('training'), state: 'training' as const };

/** A list over models in memory, and how often it was read. */
function listOf(...first: ModelEntry[]) {
  const disk = { entries: first, reads: 0, fails: false };
  const list = new ModelList('/models', () => {
    disk.reads++;
    return disk.fails ? Promise.reject(new Error('denied')) : Promise.resolve([...disk.entries]);
  });
  return { disk, list };
}

describe('the list of models', () => {
  it('is read once, however often it is asked for', async () => {
    const { disk, list } = listOf(entryOf(finished));
    await Promise.all([list.entries(), list.entries()]);
    assert.equal((await list.entries()).length, 1);
    assert.equal(disk.reads, 1);
    list.forget();
    await list.entries();
    assert.equal(disk.reads, 2);
  });

  it('is read again after a failure', async () => {
    const { disk, list } = listOf(entryOf(finished));
    disk.fails = true;
    await assert.rejects(list.entries(), /denied/);
    disk.fails = false;
    assert.equal((await list.entries()).length, 1);
  });

  it('tells progress from a beginning, an end, a new model and a deleted one', async () => {
    const { disk, list } = listOf(entryOf(finished));
    assert.deepEqual(await list.reread(), { shown: true, settled: true });
    assert.deepEqual(await list.reread(), { shown: false, settled: false });
    disk.entries = [entryOf(training), entryOf(finished)];
    assert.deepEqual(await list.reread(), { shown: true, settled: true });
    disk.entries = [entryOf({ ...training, progress: { step: 9, epoch: 1, trainLoss: 1 } }), entryOf(finished)];
    assert.deepEqual(await list.reread(), { shown: true, settled: false });
    disk.entries = [entryOf({ ...training, state: 'finished' }), entryOf(finished)];
    assert.deepEqual(await list.reread(), { shown: true, settled: true });
    disk.entries = [];
    assert.deepEqual(await list.reread(), { shown: true, settled: true });
  });
});
