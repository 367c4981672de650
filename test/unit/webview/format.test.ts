import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCount, formatDuration, formatNumber, formatTick } from '../../../webview/format';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('numbers have about three digits', () => {
  const expected = { 0: '0.000', 0.00042: '4.2e-4', 0.125: '0.125', 3.14159: '3.14', 27.18: '27.2', 314.15: '314' };
  for (const [value, text] of Object.entries(expected)) assert.equal(formatNumber(Number(value)), text);
  assert.equal(formatNumber(12_345.6), '12,346');
  assert.equal(formatNumber(-2.5), '-2.50');
});

test('counts shrink to thousands and millions', () => {
  const expected = { 0: '0', 9999: '9,999', 10_000: '10 k', 345_780: '346 k', 999_499: '999 k', 999_500: '1.0 M' };
  for (const [value, text] of Object.entries(expected)) assert.equal(plain(formatCount(Number(value))), text);
  assert.equal(plain(formatCount(12_400_000)), '12 M');
});

test('durations have two units at the most', () => {
  const expected = { 0.4: '0 s', 59.4: '59 s', 59.6: '1 min 00 s', 185: '3 min 05 s', 7800: '2 h 10 min' };
  for (const [seconds, text] of Object.entries(expected)) assert.equal(plain(formatDuration(Number(seconds))), text);
  assert.equal(plain(formatDuration(-3)), '0 s');
});

test('what is no number is a dash, whatever it was', () => {
  for (const format of [formatNumber, formatCount, formatDuration])
    for (const value of [NaN, Infinity, -Infinity]) assert.equal(format(value), '–');
});

test('a figure and its unit are not parted at the end of a line', () => {
  for (const text of [formatCount(20_000), formatCount(2e6), formatDuration(5), formatDuration(7800)])
    assert.doesNotMatch(text, /\d \p{Letter}/u);
});

test('the marks of an axis have no more digits than they need', () => {
  assert.deepEqual([0, 0.1 + 0.2, 2.5, 1000, 0.00002].map(formatTick), ['0', '0.3', '2.5', '1,000', '2e-5']);
});
