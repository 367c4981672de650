import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageFeed } from '../../../../src/host/panel/pageFeed';
import { apply, type Run, type RunEvent } from '../../../../src/protocol/run';
import { metricsAt, runAfter, started } from '../runs/run';
import { textMessage } from '../../../../src/protocol/message';

function following(): { feed: PageFeed; run: Run; report: (event: RunEvent) => void } {
  const feed = new PageFeed();
  const run = runAfter();
  return {
    feed,
    run,
    report: event => {
      feed.add(apply(run, event, 7), event);
    },
  };
}

test('without a run the page is told that it is empty', () => {
  assert.deepEqual(new PageFeed().take(undefined), { kind: 'hydrate' });
});

test('first the whole, then only what has happened since, together, then nothing', () => {
  const { feed, run, report } = following();
  report(started);
  report(metricsAt(1));
  assert.deepEqual(feed.take(run), { kind: 'hydrate', run });
  report(metricsAt(2));
  report({ kind: 'baseline', baseline: { name: textMessage('counting'), loss: 1 } });
  assert.deepEqual(feed.take(run), {
    kind: 'events',
    runId: 'r',
    events: [metricsAt(2), { kind: 'baseline', baseline: { name: textMessage('counting'), loss: 1 } }],
    at: 7,
  });
  assert.equal(feed.take(run), undefined);
});

test('another run, and a page that was away, bring the whole', () => {
  const { feed, run, report } = following();
  report(metricsAt(1));
  feed.take(run);
  report(metricsAt(2));
  feed.invalidate();
  assert.deepEqual(feed.take(run), { kind: 'hydrate', run });
  const other = runAfter(started);
  feed.add(other, started);
  assert.deepEqual(feed.take(other), { kind: 'hydrate', run: other });
  assert.deepEqual(feed.take(run, { key: 'text' }), { kind: 'hydrate', run, notice: { key: 'text' } });
});

test('of more news than a whole run holds, the run is told instead', () => {
  const { feed, run, report } = following();
  feed.take(run);
  for (let step = 1; step <= 5000; step++) report(metricsAt(step));
  assert.deepEqual(feed.take(run), { kind: 'hydrate', run });
  assert.ok(run.metrics.length <= 2000);
  report(metricsAt(5001));
  assert.equal(feed.take(run)?.kind, 'events');
});
