import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeResult, durationText, perplexityText } from '../../../../src/host/runs/describe';
import { result } from './run';

test('perplexities and durations', () => {
  assert.equal(perplexityText(Math.log(4.7)), '4.70');
  assert.equal(perplexityText(Math.log(47.123)), '47.1');
  assert.equal(perplexityText(10), '> 1000');
  assert.equal(perplexityText(NaN), 'not a number');
  assert.equal(durationText(42.4), '42 s');
  assert.equal(durationText(600), '10 min');
  assert.equal(durationText(9000), '2.5 h');
});

test('a result in a sentence', () => {
  assert.equal(describeResult('notes', result), '"notes" is trained: held-out perplexity 6.05 after 10 s.');
  const { reason, modelId, folder, steps, epochs, seconds, trainLoss, verdict } = result;
  const unmeasured = { modelId, folder, steps, epochs, seconds, trainLoss, verdict };
  assert.equal(reason, 'completed');
  assert.equal(
    describeResult('notes', { ...unmeasured, reason: 'stopped' }),
    '"notes" was stopped and saved: perplexity 4.48 after 10 s.',
  );
});
