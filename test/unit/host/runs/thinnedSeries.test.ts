import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ThinnedSeries } from '../../../../src/host/runs/thinnedSeries';

const filled = (count: number, limit: number): number[] => {
  const series = new ThinnedSeries<number>(limit);
  for (let item = 0; item < count; item++) series.push(item);
  return series.values();
};

test('a short series is whole', () => {
  assert.deepEqual(filled(0, 10), []);
  assert.deepEqual(filled(1, 10), [0]);
  assert.deepEqual(filled(9, 10), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a long series stays within its limit, evenly spread, with its first and newest item', () => {
  for (const limit of [3, 10, 11, 2000])
    for (const count of [limit - 1, limit, limit + 1, 2 * limit, 12_345]) {
      const values = filled(count, limit);
      assert.ok(values.length <= limit, `${values.length} of ${count}, limit ${limit}`);
      assert.equal(values[0], 0);
      assert.equal(values.at(-1), count - 1);
      const steps = values.slice(1, -1).map((value, index) => value - values[index]!);
      assert.ok(new Set(steps).size <= 1, `uneven: ${String([...new Set(steps)])}`);
      assert.ok(count < limit || values.length >= Math.floor(limit / 2), `too few: ${values.length}`);
    }
});

test('equal neighbours are items of their own', () => {
  const series = new ThinnedSeries<string>(10);
  series.push('a');
  series.push('a');
  assert.deepEqual(series.values(), ['a', 'a']);
});
