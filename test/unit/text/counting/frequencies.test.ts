import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessingLoss } from '../../../../src/text/counting/frequencies';

test('guessing says how often tokens occur', () => {
  // Counts 3 and 1, each once more, of 4 + 2: -(ln 4/6 + ln 2/6) / 2.
  const loss = guessingLoss(Int32Array.of(0, 0, 0, 1), Int32Array.of(0, 1), 2);
  assert.ok(Math.abs(loss - Math.min(Math.log(2), -(Math.log(4 / 6) + Math.log(2 / 6)) / 2)) < 1e-12);
  const often = guessingLoss(Int32Array.of(0, 0, 0, 1), Int32Array.of(0, 0, 0), 2);
  assert.ok(Math.abs(often + Math.log(4 / 6)) < 1e-12);
});

test('guessing is never worse than chance, nor undefined', () => {
  assert.equal(guessingLoss(Int32Array.of(0, 0, 0, 0), Int32Array.of(1, 1, 2), 3), Math.log(3));
  assert.equal(guessingLoss(Int32Array.of(0, 1), new Int32Array(0), 7), Math.log(7));
});
