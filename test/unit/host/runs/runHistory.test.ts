import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunHistory } from '../../../../src/host/runs/runHistory';
import { statusText, statusTooltip } from '../../../../src/host/runs/statusText';
import { metricsAt, newRun, result, started, validationAt } from './run';

const stateOf = (run: RunHistory): string => run.status.state;

test('a run goes from starting through running to its end', () => {
  const run = newRun();
  assert.equal(stateOf(run), 'starting');
  run.add({ kind: 'phase', phase: 'tokenising' });
  assert.deepEqual(run.status, { state: 'starting', phase: 'Building the vocabulary' });
  run.add(started);
  run.add({ kind: 'phase', phase: 'training' });
  assert.equal(stateOf(run), 'running');
  run.stopping();
  run.add({ kind: 'phase', phase: 'saving' });
  assert.equal(stateOf(run), 'stopping');
  run.end(result);
  run.stopping();
  assert.deepEqual(run.status, { state: 'ended', result });
  assert.ok(run.isOver);
});

test('a run that fails can go on once it has saved where it was', () => {
  const run = newRun();
  run.fail('killed');
  assert.deepEqual(run.status, { state: 'failed', message: 'killed', resumable: false });
  const later = newRun();
  later.add({ kind: 'checkpoint', step: 10, seconds: 2 });
  later.fail('killed');
  assert.deepEqual(later.status, { state: 'failed', message: 'killed', resumable: true });
});

test('a snapshot holds all that was reported', () => {
  let clock = 5;
  const run = newRun(() => clock);
  run.add(started);
  run.add(metricsAt(10));
  run.add(validationAt(10, 1.9));
  run.add({ kind: 'sample', sample: { step: 10, epoch: 0.2, prefix: 'a', continuation: 'b', perplexity: 7 } });
  run.add({ kind: 'baseline', baseline: { name: 'counting', loss: 1.7 } });
  clock = 9;
  run.add({ kind: 'note', message: 'half the rate' });
  const snapshot = run.snapshot();
  assert.equal(snapshot.parameters, 1234);
  assert.equal(snapshot.totalSteps, 100);
  assert.equal(snapshot.metrics[0]?.step, 10);
  assert.equal(snapshot.validations[0]?.loss, 1.9);
  assert.equal(snapshot.samples[0]?.continuation, 'b');
  assert.deepEqual(snapshot.baselines, [{ name: 'counting', loss: 1.7 }]);
  assert.deepEqual(snapshot.notes, ['half the rate']);
  assert.equal(snapshot.updatedAt, 9);
});

test('a hundred thousand reports make two thousand points', () => {
  const run = newRun();
  for (let step = 1; step <= 100_000; step++) run.add(metricsAt(step));
  const { metrics } = run.snapshot();
  assert.ok(metrics.length <= 2000 && metrics.length >= 1000);
  assert.equal(metrics[0]?.step, 1);
  assert.equal(metrics.at(-1)?.step, 100_000);
});

test('the status bar shows the held-out perplexity when there is one', () => {
  const run = newRun();
  assert.equal(statusText(run), '$(sync~spin) Unroll');
  run.add(started);
  run.add(metricsAt(20));
  run.add(metricsAt(40));
  assert.equal(statusText(run), '$(sync~spin) Perplexity 7.39 · 40%');
  run.add(validationAt(40, Math.log(12.34)));
  assert.equal(statusText(run), '$(sync~spin) Perplexity 12.3 · 40%');
  assert.match(statusTooltip(run), /500 tokens\/s\nAbout 6 s left/);
  run.stopping();
  assert.equal(statusText(run), '$(sync~spin) Unroll: saving');
});
