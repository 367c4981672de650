import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeResult } from '../../../../src/host/runs/describe';
import { result } from './run';
import type { TrainingResult } from '../../../../src/protocol/metrics';
import { inEnglish, render } from '../../../../src/words/render';

const said = (name: string, ended: TrainingResult): string =>
  render(describeResult(name, ended), inEnglish('plain')).replaceAll('\u00a0', ' ');

test('a result in a sentence', () => {
  assert.equal(said('notes', result), '"notes" is trained: validation perplexity 6.05 after 10 sec.');
  const { reason, modelId, folder, steps, epochs, seconds, trainLoss, verdict } = result;
  const unmeasured = { modelId, folder, steps, epochs, seconds, trainLoss, verdict };
  assert.equal(reason, 'completed');
  assert.equal(
    said('notes', { ...unmeasured, reason: 'stopped' }),
    '"notes" was stopped and saved: training perplexity 4.48 after 10 sec.',
  );
});
