import assert from 'node:assert/strict';
import { test } from 'node:test';
import { append, thin } from '../../../src/protocol/series';

const stepsOf = (series: readonly { step: number }[]): number[] => series.map(({ step }) => step);

function filled(count: number, limit: number): number[] {
  const series: { step: number }[] = [];
  for (let step = 1; step <= count; step++) append(series, { step }, limit);
  return stepsOf(series);
}

test('a short series is whole', () => {
  assert.deepEqual(filled(0, 10), []);
  assert.deepEqual(filled(1, 10), [1]);
  assert.deepEqual(filled(10, 10), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a long series stays within its limit, ascending, with its first and newest item', () => {
  for (const limit of [4, 10, 11, 2000])
    for (const count of [limit, limit + 1, 2 * limit, 12_345]) {
      const steps = filled(count, limit);
      assert.ok(steps.length <= limit, `${steps.length} of ${count}, limit ${limit}`);
      assert.equal(steps[0], 1);
      assert.equal(steps.at(-1), count);
      assert.ok(steps.every((step, index) => index === 0 || step > steps[index - 1]!));
      assert.ok(steps.length >= Math.min(count, limit / 3), `too few: ${steps.length} of ${count}, limit ${limit}`);
    }
});

test('the beginning of a long run is as dense as its middle', () => {
  const steps = filled(100_000, 2000);
  const within = (from: number, to: number): number => steps.filter(step => step > from && step <= to).length;
  const [early, middle] = [within(0, 20_000), within(40_000, 60_000)];
  assert.ok(early >= 100 && Math.abs(early - middle) <= 0.25 * middle, `${early} early, ${middle} in the middle`);
});

test('a curve that was thinned in an earlier session is not thinned away by a later one', () => {
  const series = Array.from({ length: 1000 }, (_, index) => ({ step: 1 + 100 * index }));
  for (let step = 100_000; step <= 200_000; step++) append(series, { step }, 2000);
  const early = series.filter(({ step }) => step < 100_000).length;
  assert.ok(early > 200, `${early} of 1000 are left`);
});

test('the samples of one report stay or go together', () => {
  const samples = Array.from({ length: 300 }, (_, index) => ({ step: Math.floor(index / 3), prefix: index % 3 }));
  const kept = thin(samples, 100);
  assert.ok(kept.length <= 100 && kept.length >= 90, `${kept.length} are kept`);
  for (const step of stepsOf(kept)) assert.equal(kept.filter(sample => sample.step === step).length, 3);
  assert.equal(kept[0]?.step, 0);
  assert.equal(kept.at(-1)?.step, 99);
});
