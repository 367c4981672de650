import assert from 'node:assert/strict';
import { test } from 'node:test';
import { received } from '../../../webview/received';
import { appendOf, metricsAt, validationAt } from './run';

/** As it reaches the page. */
function overJson<T>(message: T): T {
  const parsed: T = JSON.parse(JSON.stringify(message));
  return received(parsed);
}

test('numbers that JSON cannot write come back as NaN', () => {
  const sent = appendOf({
    metrics: [metricsAt(1, { trainLoss: NaN, gradientNorm: Infinity })],
    validations: [validationAt(1, -Infinity)],
  });
  const message = overJson(sent);
  assert.deepEqual(
    [message.metrics[0]?.trainLoss, message.metrics[0]?.gradientNorm, message.validations[0]?.loss],
    [NaN, NaN, NaN],
  );
});

test('all else is as it was', () => {
  const sent = appendOf({ metrics: [metricsAt(1)], notes: ['', 'null'], status: { state: 'stopping' } });
  assert.deepEqual(overJson(sent), sent);
  assert.equal(received('text'), 'text');
  assert.equal(received(null), null);
});
