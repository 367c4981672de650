import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageFeed } from '../../../../src/host/panel/pageFeed';
import { metricsAt, newRun, started } from '../runs/run';

function following(): {
  feed: PageFeed;
  run: ReturnType<typeof newRun>;
  report: (event: Parameters<PageFeed['add']>[1]) => void;
} {
  const feed = new PageFeed();
  const run = newRun(() => 0);
  return {
    feed,
    run,
    report: event => {
      if (event) run.add(event);
      feed.add(run, event);
    },
  };
}

test('without a run the page is told that it is empty', () => {
  assert.deepEqual(new PageFeed().take(), { kind: 'hydrate', run: undefined });
});

test('first the whole, then only what is new, together', () => {
  const { feed, report } = following();
  report(started);
  report(metricsAt(1));
  const first = feed.take();
  assert.equal(first.kind === 'hydrate' && first.run?.metrics.length, 1);
  report(metricsAt(2));
  report(metricsAt(3));
  const second = feed.take();
  assert.ok(second.kind === 'append');
  assert.deepEqual(
    second.metrics.map(({ step }) => step),
    [2, 3],
  );
  const third = feed.take();
  assert.ok(third.kind === 'append');
  assert.deepEqual(third.metrics, []);
});

test('what an append cannot carry brings the whole', () => {
  const { feed, report } = following();
  report(undefined);
  feed.take();
  report(metricsAt(1));
  report({ kind: 'baseline', baseline: { name: 'counting', loss: 1 } });
  const message = feed.take();
  assert.ok(message.kind === 'hydrate');
  assert.equal(message.run?.baselines.length, 1);
  assert.equal(message.run.metrics.length, 1);
});

test('another run, and a page that was away, bring the whole', () => {
  const { feed, report } = following();
  report(metricsAt(1));
  feed.take();
  report(metricsAt(2));
  feed.invalidate();
  const again = feed.take();
  assert.equal(again.kind === 'hydrate' && again.run?.metrics.length, 2);
  feed.add(newRun(), undefined);
  assert.equal(feed.take().kind, 'hydrate');
});
