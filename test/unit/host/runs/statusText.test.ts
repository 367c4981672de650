import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusText, statusTooltip } from '../../../../src/host/runs/statusText';
import { apply } from '../../../../src/protocol/run';
import { metricsAt, runAfter, started, validationAt } from './run';

test('the status bar shows the held-out perplexity when there is one', () => {
  const run = runAfter();
  assert.equal(statusText(run), '$(sync~spin) Unroll');
  assert.match(statusTooltip(run), /Starting the background process/);
  for (const event of [started, { kind: 'phase', phase: 'training' } as const, metricsAt(20), metricsAt(40)])
    apply(run, event);
  assert.equal(statusText(run), '$(sync~spin) Perplexity 7.39 · 40%');
  apply(run, validationAt(40, Math.log(12.34)));
  assert.equal(statusText(run), '$(sync~spin) Perplexity 12.3 · 40%');
  assert.match(statusTooltip(run), /500 tokens\/s\nAbout 6 s left/);
  apply(run, { kind: 'stopping' });
  assert.equal(statusText(run), '$(sync~spin) Unroll: saving');
});
