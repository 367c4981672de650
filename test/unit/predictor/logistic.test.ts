import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logarithm, squash, stretch, STRETCH_STEPS } from '../../../src/predictor/voices/logistic';

void test('the logarithm from + - * / alone is that of Math to its last bits', () => {
  assert.equal(logarithm(1), 0);
  for (let exponent = -17; exponent <= 17; exponent += 0.37)
    for (const x of [2 ** exponent, 1 + exponent / 1e6]) {
      const expected = Math.log(x);
      // An error of one unit in the last place of s becomes two of the logarithm, and ln 2 is rounded too.
      assert.ok(Math.abs(logarithm(x) - expected) <= 2e-15 * Math.max(1, Math.abs(expected)), `ln ${x}`);
    }
});

void test('stretch and squash are each other’s inverse, within a step of the table', () => {
  for (let i = 0; i < STRETCH_STEPS; i++) {
    const p = (i + 0.5) / STRETCH_STEPS;
    assert.ok(Math.abs(stretch(p) - Math.log(p / (1 - p))) < 1e-14, `${p}`);
    // Interpolated over 1/128: an eighth of the square of the step times the greatest curvature, 0.1.
    assert.ok(Math.abs(squash(stretch(p)) - p) < 1e-6, `${p}`);
  }
});
