import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsLeft, secondsLeftOf } from '../../../src/protocol/pace';

test('what is left takes as long a step as what was done between two reports', () => {
  assert.equal(secondsLeft(100, { step: 10, seconds: 5 }, { step: 30, seconds: 15 }), 35);
  assert.equal(secondsLeft(100, { step: 10, seconds: 5 }, { step: 100, seconds: 50 }), 0);
});

test('there is no pace before the second report, nor without progress', () => {
  const report = { step: 10, seconds: 5 };
  assert.equal(secondsLeft(100, undefined, report), undefined);
  assert.equal(secondsLeft(100, report, report), undefined);
  assert.equal(secondsLeftOf(100, []), undefined);
  assert.equal(secondsLeftOf(100, [report]), undefined);
});

test('a run that was resumed on a faster machine goes by the new pace', () => {
  const before = Array.from({ length: 100 }, (_, index) => ({ step: index, seconds: 10 * index }));
  const after = Array.from({ length: 100 }, (_, index) => ({ step: 100 + index, seconds: 1000 + index }));
  assert.equal(secondsLeftOf(1000, [...before, ...after]), 801);
});
