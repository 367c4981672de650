import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Run, RunEvent } from '../../../src/protocol/run';
import { reduce, type View } from '../../../webview/runView';
import { ended, metricsAt, runOf } from './run';
import { textMessage } from '../../../src/protocol/message';

function viewOf(view: View | 'stale'): View {
  assert.ok(view !== 'stale');
  return view;
}

const hydrated = (): View =>
  viewOf(
    reduce(
      {},
      {
        kind: 'hydrate',
        run: runOf({ metrics: [metricsAt(1)], notes: [textMessage('one')] }),
        notice: { key: 'text' },
      },
    ),
  );

describe('the view of the page', () => {
  it('takes over what it is told whole', () => {
    assert.deepEqual(hydrated().run?.notes, [textMessage('one')]);
    assert.equal(hydrated().notice?.key, 'text');
    const emptied = viewOf(reduce(hydrated(), { kind: 'hydrate' }));
    assert.deepEqual([emptied.run, emptied.notice], [undefined, undefined]);
  });

  it('keeps the parts that a message repeats, and takes over those that changed', () => {
    const told = (name: string, steps: number[]): Run =>
      runOf({ metrics: steps.map(step => metricsAt(step)), baselines: [{ name: textMessage(name), loss: NaN }] });
    const hydrate = (view: View, run: Run): View => viewOf(reduce(view, { kind: 'hydrate', run }));
    const first = hydrate({}, told('counting', [1]));
    const longer = hydrate(first, told('counting', [1, 2]));
    assert.equal(longer.run?.baselines, first.run?.baselines);
    assert.equal(longer.run?.metrics[0], first.run?.metrics[0]);
    assert.equal(longer.run?.metrics.length, 2);
    const other = hydrate(longer, told('half as much', [1]));
    assert.notEqual(other.run?.baselines, first.run?.baselines);
    assert.deepEqual(other.run, told('half as much', [1]));
    assert.equal(hydrate(first, told('counting', [1])).run, first.run);
  });

  it('applies what has happened since', () => {
    const status = ended('stopped');
    assert.ok(status.state === 'ended');
    const events: RunEvent[] = [
      { kind: 'metrics', metrics: metricsAt(2) },
      { kind: 'note', message: textMessage('two') },
      { kind: 'baseline', baseline: { name: textMessage('counting'), loss: 1 } },
      { kind: 'ended', result: status.result },
    ];
    const { run } = viewOf(reduce(hydrated(), { kind: 'events', runId: 'run-1', events, at: 9 }));
    assert.deepEqual(
      run?.metrics.map(({ step }) => step),
      [1, 2],
    );
    assert.deepEqual(run.notes, ['one', 'two'].map(textMessage));
    assert.equal(run.baselines.length, 1);
    assert.deepEqual(run.status, status);
    assert.equal(run.updatedAt, 9);
    assert.equal(run.name, 'notes');
  });

  it('is stale when the news is about another run, or about one it has never seen', () => {
    const news = { kind: 'events', runId: 'run-2', events: [], at: 0 } as const;
    assert.equal(reduce(hydrated(), { ...news, events: [] }), 'stale');
    assert.equal(reduce({}, { ...news, events: [] }), 'stale');
  });

  it('keeps the vocabulary and the attention beside the run', () => {
    const before = hydrated();
    const view = viewOf(reduce(before, { kind: 'attention' }));
    assert.equal(view.run, before.run);
  });
});
