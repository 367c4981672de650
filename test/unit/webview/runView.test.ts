import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RunHistory } from '../../../src/host/runs/runHistory';
import {
  bestValidation,
  emptyView,
  isResumable,
  isRunning,
  mostAppended,
  progressOf,
  reduce,
  remainingSeconds,
  type View,
} from '../../../webview/runView';
import { appendOf, ended, metricsAt, runOf, validationAt } from './run';

const hydrated = reduce(emptyView, { kind: 'hydrate', run: runOf({ metrics: [metricsAt(1)], notes: ['one'] }) });

function viewOf(view: View | 'stale'): View {
  assert.ok(view !== 'stale');
  return view;
}

describe('the view of the page', () => {
  it('takes over what it is told whole', () => {
    assert.deepEqual(viewOf(hydrated).run?.notes, ['one']);
    assert.equal(viewOf(reduce(viewOf(hydrated), { kind: 'hydrate', run: undefined })).run, undefined);
  });

  it('appends what is new and keeps the rest', () => {
    const news = appendOf({ metrics: [metricsAt(2)], notes: ['two'], status: { state: 'stopping' }, updatedAt: 9 });
    const { run } = viewOf(reduce(viewOf(hydrated), news));
    assert.deepEqual(
      run?.metrics.map(({ step }) => step),
      [1, 2],
    );
    assert.deepEqual(run.notes, ['one', 'two']);
    assert.deepEqual(run.status, { state: 'stopping' });
    assert.equal(run.updatedAt, 9);
    assert.equal(run.modelName, 'notes');
  });

  it('does not change the view that it comes from', () => {
    const before = structuredClone(hydrated);
    reduce(viewOf(hydrated), appendOf({ metrics: [metricsAt(2)] }));
    assert.deepEqual(hydrated, before);
  });

  it('is stale when the news is about another run, or about one it has never seen', () => {
    assert.equal(reduce(viewOf(hydrated), appendOf({ runId: 'run-2' })), 'stale');
    assert.equal(reduce(emptyView, appendOf()), 'stale');
  });

  it('keeps the vocabulary and the attention beside the run', () => {
    const view = viewOf(reduce(viewOf(hydrated), { kind: 'attention', translation: undefined }));
    assert.equal(view.run, viewOf(hydrated).run);
  });

  it('holds a run of any length in bounded memory, with the same thinning as the host', () => {
    const host = new RunHistory({
      runId: 'run-1',
      modelName: 'notes',
      description: 'LSTM',
      use: 'continue',
      epochs: 2,
    });
    let view: View = emptyView;
    let asked = 0;
    let most = 0;
    for (let step = 1; step <= 50_000; step++) {
      const metrics = metricsAt(step);
      host.add({ kind: 'metrics', metrics });
      const next = reduce(view, appendOf({ metrics: [metrics] }));
      if (next === 'stale') asked += 1;
      view = viewOf(next === 'stale' ? reduce(view, { kind: 'hydrate', run: host.snapshot() }) : next);
      most = Math.max(most, view.run?.metrics.length ?? 0);
    }
    assert.ok(most <= 2000 + mostAppended, `${most} reports`);
    assert.ok(asked <= 50_000 / mostAppended + 1, `asked ${asked} times`);
    const steps = view.run?.metrics.map(({ step }) => step) ?? [];
    assert.equal(steps[0], 1);
    assert.equal(steps.at(-1), 50_000);
    assert.ok(steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)));
    // The beginning is as densely kept as the middle: half of what the host keeps lies in the first half.
    const early = steps.filter(step => step <= 10_000).length;
    const middle = steps.filter(step => step > 20_000 && step <= 30_000).length;
    assert.ok(Math.abs(early - middle) <= 1, `${early} early, ${middle} in the middle`);
  });
});

describe('how far a run is', () => {
  it('is the share of its steps, and all of it when it ended by itself', () => {
    assert.equal(progressOf(runOf()), 0);
    assert.equal(progressOf(runOf({ totalSteps: 0, metrics: [metricsAt(3)] })), 0);
    assert.equal(progressOf(runOf({ metrics: [metricsAt(25)] })), 0.25);
    assert.equal(progressOf(runOf({ metrics: [metricsAt(25)], status: ended('early-stopping') })), 1);
    assert.equal(progressOf(runOf({ metrics: [metricsAt(25)], status: ended('stopped') })), 0.25);
  });

  it('has an end in sight only while it runs', () => {
    const metrics = [metricsAt(10), metricsAt(20)];
    assert.equal(remainingSeconds(runOf({ metrics })), 8);
    assert.equal(remainingSeconds(runOf({ metrics, status: ended('stopped') })), undefined);
    assert.equal(remainingSeconds(runOf({ metrics: [metricsAt(10)] })), undefined);
  });

  it('can be resumed when it was stopped, or failed with something saved', () => {
    assert.equal(isResumable(ended('stopped')), true);
    assert.equal(isResumable(ended('completed')), false);
    assert.equal(isResumable({ state: 'failed', message: '', resumable: true }), true);
    assert.equal(isResumable({ state: 'failed', message: '', resumable: false }), false);
    assert.equal(isResumable({ state: 'running' }), false);
  });

  it('is running from its first moment to its last', () => {
    assert.equal(isRunning(runOf({ status: { state: 'starting', phase: '' } })), true);
    assert.equal(isRunning(runOf({ status: { state: 'stopping' } })), true);
    assert.equal(isRunning(runOf({ status: ended('completed') })), false);
  });
});

describe('the best validation', () => {
  it('is the lowest that is a number', () => {
    assert.equal(bestValidation(runOf()), undefined);
    assert.equal(bestValidation(runOf({ validations: [validationAt(1, NaN)] })), undefined);
    const validations = [validationAt(1, NaN), validationAt(2, 1.5), validationAt(3, 1.2), validationAt(4, 1.3)];
    assert.equal(bestValidation(runOf({ validations })), 1.2);
  });
});
