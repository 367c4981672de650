import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Correlations } from '../../../../src/text/measures/correlation';

void test("Pearson's correlation of several units with several quantities", () => {
  // Values and r by hand: x = 1 2 3 4, y = 1 3 2 5: covariance 5.5 / 4, variances 1.25 and 2.1875; r = 0.8315.
  const of = new Correlations(3, 2);
  const [x, y] = [
    [1, 2, 3, 4],
    [1, 3, 2, 5],
  ] as const;
  x.forEach((value, at) => {
    // Before them stands what is no unit's.
    of.add(Float32Array.of(9, value, -value, 7), 1, [y[at]!, 0]);
  });
  assert.ok(Math.abs(of.of(0, 0) - 0.8315218) < 1e-6);
  assert.ok(Math.abs(of.of(1, 0) + 0.8315218) < 1e-6);
  assert.equal(of.of(2, 0), 0);
  assert.equal(of.of(0, 1), 0);
});
