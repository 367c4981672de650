import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Memento } from 'vscode';
import { mementoKeys } from '../../../../src/host/ids';
import { LeftInLine, type TrainingRequest } from '../../../../src/host/runs/leftInLine';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../../src/options/language';
import { said } from '../../said';

/** What a window writes goes through JSON before another reads it. */
function memory(): Memento & { stored: unknown } {
  const held: {
    stored: unknown;
    keys(): readonly string[];
    get(): unknown;
    update(key: string, value: unknown): Promise<void>;
  } = {
    stored: undefined,
    keys: () => [],
    get: () => held.stored,
    update: (key: string, value: unknown) => {
      assert.equal(key, mementoKeys.waiting);
      held.stored = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
  };
  return held;
}

const lstm: TrainingRequest = {
  name: 'novel, hidden size 8',
  sources: [{ kind: 'text', name: 'novel.txt', text: 'It was a dark night.', uri: 'file:///novel.txt' }],
  choice: { kind: 'language', options: defaultLanguageModelOptions },
  from: '/models/novel-1',
};
const counts: TrainingRequest = {
  name: 'pasted',
  sources: [{ kind: 'text', name: 'pasted', text: 'a b c' }],
  choice: { kind: 'ngram', options: defaultNgramOptions },
};

test('what waits when a window closes is left for the next, in its order', async () => {
  const held = memory();
  await new LeftInLine(held).keep([lstm, counts]);
  const left = new LeftInLine(held);
  assert.deepEqual(
    left.all.map(({ waiting }) => [waiting.kind, waiting.name, said(waiting.description)]),
    [
      ['left', 'novel, hidden size 8', 'LSTM, 1 layer of 256, characters'],
      ['left', 'pasted', 'N-grams of order 5, characters'],
    ],
  );
  // A text that can be found again is read anew.
  assert.deepEqual(left.all[0]?.sources, [{ kind: 'text', name: 'novel.txt', text: '', uri: 'file:///novel.txt' }]);
  assert.equal(left.all[0].from, '/models/novel-1');
  assert.deepEqual(left.all[1]?.sources, counts.sources);
  assert.deepEqual(left.all[1].choice, counts.choice);
});

test('a run that waits to be gone on with is left with the folder of its model', async () => {
  const held = memory();
  const { name, sources, choice } = lstm;
  await new LeftInLine(held).keep([{ name, sources, choice, resumeFrom: '/models/novel-2' }]);
  const left = new LeftInLine(held);
  assert.deepEqual([left.all[0]?.resumeFrom, left.all[0]?.from], ['/models/novel-2', undefined]);
  // And once more, if that window closes as well.
  await left.keep([]);
  assert.equal(new LeftInLine(held).all[0]?.resumeFrom, '/models/novel-2');
});

test('what was taken is left no longer, what was not is kept beside what waits now', async () => {
  const held = memory();
  await new LeftInLine(held).keep([lstm, counts]);
  const left = new LeftInLine(held);
  const [first] = left.all;
  assert.equal(left.take(first!.waiting.id)?.name, lstm.name);
  assert.equal(left.take(first!.waiting.id), undefined);
  await left.keep([{ ...counts, name: 'later' }]);
  assert.deepEqual(
    new LeftInLine(held).all.map(({ name }) => name),
    ['pasted', 'later'],
  );
});

test('what cannot be meant, or is too much to keep, is dropped', async () => {
  const held = memory();
  await new LeftInLine(held).keep([
    { ...counts, sources: [{ kind: 'text', name: 'long', text: 'x'.repeat(300_000) }] },
  ]);
  assert.deepEqual(held.stored, []);
  const sound = { name: 'a', sources: counts.sources, kind: 'ngram', options: defaultNgramOptions };
  for (const [stored, count] of [
    [undefined, 0],
    ['nonsense', 0],
    [
      [
        null,
        { ...sound, kind: 'poem' },
        { ...sound, options: { ...defaultNgramOptions, order: -1 } },
        { ...sound, sources: [] },
        sound,
      ],
      1,
    ],
  ] as const) {
    held.stored = stored;
    assert.equal(new LeftInLine(held).all.length, count);
  }
});
