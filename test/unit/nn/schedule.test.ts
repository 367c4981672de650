import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learningRateAt } from '../../../src/nn/schedule';
import { defaultLanguageModelOptions } from '../../../src/options/language';

const ratesOf = (schedule: 'constant' | 'cosine' | 'linear'): number[] =>
  Array.from({ length: 100 }, (_, step) =>
    learningRateAt(step, 100, { ...defaultLanguageModelOptions.optimiser, learningRate: 2, schedule, warmUp: 0.1 }),
  );

void test('a constant rate is one', () => {
  assert.deepEqual([...new Set(ratesOf('constant'))], [2]);
});

for (const [schedule, last] of [
  ['cosine', 0.2],
  ['linear', 0],
] as const)
  void test(`${schedule} rises over the warm-up and falls to ${last}`, () => {
    const rates = ratesOf(schedule);
    assert.equal(rates[0], 0.2);
    assert.equal(rates[9], 2);
    assert.equal(rates[10], 2);
    for (let step = 11; step < 100; step++) assert.ok(rates[step]! < rates[step - 1]!, `step ${step}`);
    assert.ok(rates[99]! > 0 && Math.abs(rates[99]! - last) < 0.03, String(rates[99]));
  });

void test('linear is half of the peak in the middle of its fall', () => {
  assert.equal(ratesOf('linear')[55], 1);
});
