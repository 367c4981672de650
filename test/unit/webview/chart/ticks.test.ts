import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logarithmicTicks } from '../../../../webview/chart/ticks';

test('the marks are round: powers of ten where there are many, more within them where there are few', () => {
  assert.deepEqual(logarithmicTicks(1, 100_000), [1, 10, 100, 1000, 10_000, 100_000]);
  assert.deepEqual(logarithmicTicks(2.9, 400), [3, 10, 30, 100, 300]);
  assert.deepEqual(logarithmicTicks(2, 50), [2, 5, 10, 20, 50]);
  assert.deepEqual(logarithmicTicks(2.9, 28), [3, 5, 7, 10, 15, 20]);
  assert.deepEqual(logarithmicTicks(0.004, 0.06), [0.005, 0.01, 0.02, 0.05]);
});

test('within a narrow range they are even', () => {
  assert.deepEqual(logarithmicTicks(5.02, 5.61), [5.1, 5.2, 5.3, 5.4, 5.5, 5.6]);
  assert.deepEqual(logarithmicTicks(3, 3), [3]);
});

test('there are always a few, never many, all in the range and ascending', () => {
  for (let min = 0.01; min < 1000; min *= 1.37)
    for (let span = 1.01; span < 1e5; span *= 1.5) {
      const max = min * span;
      const ticks = logarithmicTicks(min, max);
      assert.ok(ticks.length >= 3 && ticks.length <= 8, `${ticks.length} marks for ${min} to ${max}`);
      assert.ok(
        ticks.every((tick, index) => tick >= min * 0.999 && tick <= max * 1.001 && tick > (ticks[index - 1] ?? 0)),
      );
    }
});
