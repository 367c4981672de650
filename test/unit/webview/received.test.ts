import assert from 'node:assert/strict';
import { test } from 'node:test';
import { received } from '../../../webview/received';
import { appendOf, metricsAt, validationAt } from './run';

/** As a message reaches the page. */
function overJson(message: unknown): unknown {
  const parsed: unknown = JSON.parse(JSON.stringify(message));
  return received(parsed);
}

test('numbers that JSON cannot write come back as NaN', () => {
  const sent = appendOf({
    metrics: [metricsAt(1, { trainLoss: NaN, gradientNorm: Infinity })],
    validations: [validationAt(1, -Infinity)],
  });
  const expected = appendOf({
    metrics: [metricsAt(1, { trainLoss: NaN, gradientNorm: NaN })],
    validations: [validationAt(1, NaN)],
  });
  assert.deepEqual(overJson(sent), expected);
});

test('all else is as it was', () => {
  const sent = appendOf({ metrics: [metricsAt(1)], notes: ['', 'null'], status: { state: 'stopping' } });
  assert.deepEqual(overJson(sent), sent);
  assert.equal(received('text'), 'text');
  assert.equal(received(null), null);
});
