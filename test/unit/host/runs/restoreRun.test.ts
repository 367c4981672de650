import assert from 'node:assert/strict';
import { test } from 'node:test';
import { continuedRun, restoreRun, type RecordedModel } from '../../../../src/host/runs/restoreRun';
import { defaultLanguageModelOptions } from '../../../../src/options/language';
import { isResumable, type RunRecord } from '../../../../src/protocol/run';
import type { Message } from '../../../../src/protocol/message';
import { manifestVersion, type ManifestOf } from '../../../../src/store/types';
import { entryOf } from '../models/entry';
import { inEnglish, render } from '../../../../src/words/render';
import { metricsAt, result, started, validationAt } from './run';
import { textMessage } from '../../../../src/protocol/message';

assert.ok(started.kind === 'started');
const { reason, steps, epochs, seconds, trainLoss, validationLoss, verdict } = result;
assert.ok(validationLoss !== undefined);
const storedResult = { reason, steps, epochs, seconds, trainLoss, validationLoss, verdict };
const manifest: ManifestOf<'language'> = {
  manifestVersion,
  kind: 'language',
  id: 'notes-1',
  name: 'notes',
  createdAt: '2026-01-02T03:04:05.000Z',
  unrollVersion: '0.1.0',
  state: 'finished',
  options: defaultLanguageModelOptions,
  source: { name: 'notes.txt', sha256: '', characters: 1000 },
  parameters: 1234,
};
const record: RunRecord = {
  metrics: [metricsAt(10).metrics, metricsAt(20).metrics],
  validations: [validationAt(20, 1.8).validation],
  samples: [],
  baselines: [{ name: textMessage('counting'), loss: 1.7 }],
  notes: [textMessage('a note')],
  engine: started.engine,
  corpus: started.corpus,
  result: storedResult,
};

const entryWith = (of: ManifestOf<'language'>, run = record, hasCheckpoint = false): RecordedModel => ({
  ...entryOf(of, { hasCheckpoint }),
  record: run,
});

const sentenceOf = (message: Message): string => render(message, inEnglish('plain'));

test('a finished run is as it was', () => {
  const restored = restoreRun(entryWith(manifest));
  assert.deepEqual(restored.status, { state: 'ended', result });
  assert.equal(restored.metrics.length, 2);
  assert.equal(restored.corpus?.name, 'notes.txt');
  assert.equal(restored.parameters, 1234);
  assert.equal(restored.updatedAt, Date.parse('2026-01-02T03:04:15.000Z'));
});

test('a model that reads both ways is there to evaluate', () => {
  const network = { ...defaultLanguageModelOptions.network, bidirectional: true };
  const options = { ...defaultLanguageModelOptions, network };
  assert.equal(restoreRun(entryWith(manifest)).use, 'continue');
  assert.equal(restoreRun(entryWith({ ...manifest, options })).use, 'evaluate');
});

test('an interrupted run says so and keeps its curve', () => {
  const { metrics, validations, samples, baselines, notes } = record;
  const run = { metrics, validations, samples, baselines, notes };
  const restored = restoreRun(entryWith({ ...manifest, state: 'interrupted' }, run, true));
  assert.ok(restored.status.state === 'interrupted');
  assert.match(sentenceOf(restored.status.message), /kept/);
  assert.ok(isResumable(restored));
  assert.equal(restored.metrics.length, 2);
});

test('a run interrupted before its first checkpoint does not promise a model', () => {
  const run = { ...record, metrics: [], validations: [] };
  delete run.result;
  const restored = restoreRun(entryWith({ ...manifest, state: 'interrupted' }, run));
  const { status } = restored;
  assert.ok(status.state === 'interrupted');
  assert.match(sentenceOf(status.message), /Nothing had been saved/);
  assert.ok(!isResumable(restored));
});

test('a run that is gone on with starts with its earlier curve, and knows how far it has to go', () => {
  const run: RunRecord = { ...record, result: { ...storedResult, reason: 'stopped', steps: 20 } };
  const { id, modelId, status, metrics, totalSteps, epochs } = continuedRun(entryWith(manifest, run, true), 'r');
  assert.deepEqual([id, modelId], ['r', 'notes-1']);
  assert.equal(status.state, 'starting');
  assert.equal(metrics.at(-1)?.step, 20);
  // 20 steps are 0.4 epochs in `metricsAt`.
  assert.equal(totalSteps, 50 * epochs);
});
