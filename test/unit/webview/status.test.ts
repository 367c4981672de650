import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describePlace, describeStatus } from '../../../webview/status';
import { ended, metricsAt, runOf } from './run';

test('each state has its words', () => {
  assert.equal(describeStatus({ state: 'starting', phase: 'reading' }).text, 'Reading the text …');
  assert.equal(describeStatus({ state: 'running' }).text, 'Training');
  assert.equal(describeStatus({ state: 'failed', message: { key: 'text' } }).text, 'Failed');
  assert.equal(describeStatus({ state: 'interrupted', message: { key: 'text' } }).text, 'Interrupted');
});

test('what ended says how', () => {
  const texts = (['completed', 'early-stopping', 'stopped'] as const).map(reason => describeStatus(ended(reason)).text);
  assert.deepEqual(texts, [
    'Finished',
    'Finished early: validation stopped improving',
    'Stopped; the model so far is kept',
  ]);
});

test('a run under way says where it is, one that has ended where its end was', () => {
  const at = (status: Parameters<typeof describeStatus>[0], step?: number): string =>
    describePlace(runOf({ status, epochs: 30, metrics: step === undefined ? [] : [metricsAt(step)] }));
  assert.equal(at({ state: 'starting', phase: 'reading' }), 'Waiting for the first step …');
  assert.equal(at({ state: 'running' }, 1470), 'Epoch 29.4 of 30 · step 1,470');
  assert.equal(at({ state: 'interrupted', message: { key: 'text' } }, 1470), 'Epoch 29.4 of 30 · step 1,470');
  // The last report came before the last step.
  const completed = ended('completed');
  assert.ok(completed.state === 'ended');
  const result = { ...completed.result, epochs: 30, steps: 1500 };
  assert.equal(at({ state: 'ended', result }, 1470), '30 epochs · 1,500 steps');
  assert.equal(
    at({ state: 'ended', result: { ...result, reason: 'early-stopping', epochs: 12 } }, 590),
    '12.0 of 30 epochs · 1,500 steps',
  );
});
