import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromJson, toJson } from '../../../src/protocol/exactJson';

test('numbers that JSON cannot write come back as they were, and null stays null', () => {
  const sent = { losses: [1.5, NaN, Infinity, -Infinity, 0], nothing: null, deep: { loss: NaN } };
  assert.deepEqual(fromJson(toJson(sent)), sent);
});

test('all else is as it was', () => {
  const sent = { text: 'null', notes: ['', 'NaN'], state: { number: 3 }, list: [{ number: 'NaN', other: 1 }] };
  assert.deepEqual(fromJson(toJson(sent)), sent);
  assert.throws(() => fromJson('{'), SyntaxError);
});
