import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipfLine } from '../../../../webview/chart/zipf';

test("a text that follows Zipf's law lies on its line", () => {
  const zipf = Array.from({ length: 50 }, (_, index) => ({ rank: index + 1, frequency: 1200 / (index + 1) }));
  const [first, last] = zipfLine({ zipf, zipfExponent: 1 });
  assert.ok(first && last);
  assert.deepEqual([first.x, last.x], [1, 50]);
  assert.ok(Math.abs(first.y - 1200) < 1e-6);
  assert.ok(Math.abs(last.y - 24) < 1e-6);
});

test('an empty vocabulary has no line', () => {
  assert.deepEqual(zipfLine({ zipf: [], zipfExponent: NaN }), []);
});
