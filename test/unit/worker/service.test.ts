import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenModel } from '../../../src/kinds/implementation';
import { OpenModels } from '../../../src/worker/openModels';
import { Turns } from '../../../src/worker/turns';
import { createService } from '../../../src/worker/service';
import { languageModel } from '../host/models/entry';

const never = new AbortController().signal;

test('a job is checked by its kind before it begins, and the next one may follow', async () => {
  const { handlers } = createService(() => undefined);
  const job = { sources: [], options: { text: 'x' }, modelsFolder: '', modelName: 'x' };
  for (let time = 0; time < 2; time++)
    await assert.rejects(handlers.train({ ...job, kind: 'language', engine: 'auto' }, never), { code: 'bad-options' });
});

test('looking at a text and measuring the machine end once they are not wanted', async () => {
  const { handlers } = createService(() => undefined);
  const stopped = AbortSignal.abort();
  const source = { kind: 'text', name: 'a.csv', text: 'go,va\n'.repeat(100) } as const;
  const cancelled = { code: 'cancelled' };
  await assert.rejects(handlers.inspectPairs({ source }, stopped), cancelled);
  await assert.rejects(handlers.inspectLabels({ source, columns: {} }, stopped), cancelled);
  await assert.rejects(handlers.inspectSeries({ source, columns: {} }, stopped), cancelled);
  await assert.rejects(handlers.measureSpeed({ threads: 1 }, stopped), cancelled);
  await assert.rejects(handlers.findFiles({ base: '.', places: ['.'], exclude: [] }, stopped), cancelled);
});

test('a model is loaded once for all its uses; the one used least recently goes first, none while it is in use', async () => {
  const opened: string[] = [];
  const closed: string[] = [];
  const open = (folder: string): Promise<OpenModel> => {
    opened.push(folder);
    return Promise.resolve({ manifest: languageModel(folder), folder, dispose: () => closed.push(folder) });
  };
  const models = new OpenModels(open);
  const use = (folder: string) => models.use(folder, 'auto', model => model.folder);
  assert.deepEqual(await Promise.all([use('a'), use('a'), use('b')]), ['a', 'a', 'b']);
  assert.deepEqual(opened, ['a', 'b']);
  await models.use('a', 'auto', async () => {
    await use('c');
    await use('d');
    assert.ok(!closed.includes('a'));
  });
  await use('d');
  assert.deepEqual(closed, ['b', 'c']);
});

test('what could not be loaded is tried anew', async () => {
  let times = 0;
  const models = new OpenModels(folder => {
    times++;
    return times === 1
      ? Promise.reject(new Error('not yet'))
      : Promise.resolve({ manifest: languageModel(folder), folder, dispose: () => undefined });
  });
  await assert.rejects(
    models.use('a', 'auto', () => 1),
    /not yet/,
  );
  assert.equal(await models.use('a', 'auto', () => 1), 1);
});

test('work on one thing takes turns, in order, whatever became of the work before; other things do not wait', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const work = (name: string, rounds: number) => async () => {
    for (let round = 0; round < rounds; round++) await Promise.resolve();
    done.push(name);
    if (name === 'b') throw new Error('b fails');
    return name;
  };
  const [a, b, c] = [turns.take('x', work('a', 20)), turns.take('x', work('b', 1)), turns.take('x', work('c', 1))];
  const other = turns.take('y', work('other', 1));
  await assert.rejects(b, /b fails/);
  assert.deepEqual(await Promise.all([a, c, other]), ['a', 'c', 'other']);
  assert.deepEqual(done, ['other', 'a', 'b', 'c']);
});
