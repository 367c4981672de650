import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrainingQueue } from '../../../../src/host/runs/queue';
import { textMessage } from '../../../../src/protocol/message';

function lineOf(...names: string[]) {
  const begun: string[] = [];
  let changes = 0;
  const queue = new TrainingQueue(() => changes++);
  const ends = names.map(name =>
    queue.join({ name, description: textMessage('LSTM') }, () => {
      begun.push(name);
      return Promise.resolve(name);
    }),
  );
  const idOf = (name: string): string => queue.waiting.find(waiting => waiting.name === name)?.id ?? '';
  return { queue, begun, ends, idOf, changes: () => changes };
}

test('trainings begin in the order in which they came, each when it is its turn', async () => {
  const { queue, begun, ends, changes } = lineOf('a', 'b');
  assert.deepEqual(begun, []);
  queue.next();
  assert.deepEqual(begun, ['a']);
  queue.next();
  queue.next();
  assert.deepEqual(await Promise.all(ends), ['a', 'b']);
  assert.deepEqual(queue.waiting, []);
  assert.equal(changes(), 4);
});

test('one can be put to the front', () => {
  const { queue, begun, idOf } = lineOf('a', 'b', 'c');
  assert.ok(queue.toFront(idOf('c')));
  assert.deepEqual(
    queue.waiting.map(({ name }) => name),
    ['c', 'a', 'b'],
  );
  assert.ok(!queue.toFront('gone'));
  queue.next();
  assert.deepEqual(begun, ['c']);
});

test('what is removed never begins, and whoever asked for it hears that', async () => {
  const { queue, begun, ends, idOf } = lineOf('a', 'b');
  queue.remove(idOf('a'));
  await assert.rejects(ends[0]!, { code: 'cancelled' });
  queue.next();
  assert.deepEqual(begun, ['b']);
});

test('a beginning that fails ends the wait', async () => {
  const queue = new TrainingQueue(() => undefined);
  const end = queue.join({ name: 'a', description: textMessage('LSTM') }, () => Promise.reject(new Error('no text')));
  queue.next();
  await assert.rejects(end, /no text/);
});

test('nobody waits on once the window closes', async () => {
  const { queue, ends } = lineOf('a', 'b');
  queue.clear();
  for (const end of ends) await assert.rejects(end, { code: 'cancelled' });
});
