import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeStatus } from '../../../webview/status';
import { ended } from './run';

test('each state has its words', () => {
  assert.equal(describeStatus({ state: 'starting', phase: 'Reading the text' }).text, 'Reading the text …');
  assert.equal(describeStatus({ state: 'running' }).text, 'Training');
  assert.equal(describeStatus({ state: 'failed', message: 'a cause', resumable: false }).text, 'Failed');
});

test('what ended says how', () => {
  const texts = (['completed', 'early-stopping', 'stopped'] as const).map(reason => describeStatus(ended(reason)).text);
  assert.deepEqual(texts, [
    'Finished',
    'Finished early: validation stopped improving',
    'Stopped; the model so far is kept',
  ]);
});
