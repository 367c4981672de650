import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusText, statusTooltip } from '../../../../src/host/runs/statusText';
import { apply } from '../../../../src/protocol/run';
import { metricsAt, runAfter, started, validationAt } from './run';
import type { Message } from '../../../../src/protocol/message';
import { inEnglish, render } from '../../../../src/words/render';

const said = (shown: Message): string => render(shown, inEnglish('plain')).replaceAll('\u00a0', ' ');

test('the status bar shows the validation perplexity when there is one', () => {
  const run = runAfter();
  assert.equal(said(statusText(run)), 'Unroll');
  assert.match(statusTooltip(run).map(said).join('\n'), /Starting the background process/);
  for (const event of [started, { kind: 'phase', phase: 'training' } as const, metricsAt(20), metricsAt(40)])
    apply(run, event);
  assert.equal(said(statusText(run)), 'Perplexity 7.39 · 40%');
  apply(run, validationAt(40, Math.log(12.34)));
  assert.equal(said(statusText(run)), 'Perplexity 12.3 · 40%');
  assert.match(statusTooltip(run).map(said).join('\n'), /500 tokens\/s\nAbout 6 sec left/);
  assert.match(
    statusTooltip({ ...run, use: 'forecast' })
      .map(said)
      .join('\n'),
    /500 values\/s/,
  );
  apply(run, { kind: 'stopping' });
  assert.equal(said(statusText(run)), 'Unroll: saving');
});
