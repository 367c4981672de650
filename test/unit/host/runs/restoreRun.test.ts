import assert from 'node:assert/strict';
import { test } from 'node:test';
import { continuedRun, restoreRun } from '../../../../src/host/runs/restoreRun';
import { defaultLanguageModelOptions } from '../../../../src/options/language';
import type { StoredModelEntry } from '../../../../src/store/models';
import type { ModelManifest } from '../../../../src/store/types';
import { entryOf } from '../models/entry';
import { metricsAt, result, started, validationAt } from './run';

assert.ok(started.kind === 'started');
const { reason, steps, epochs, seconds, trainLoss, validationLoss, verdict } = result;
assert.ok(validationLoss !== undefined);
const storedResult = { reason, steps, epochs, seconds, trainLoss, validationLoss, verdict };
const manifest: ModelManifest = {
  manifestVersion: 1,
  kind: 'language',
  id: 'notes-1',
  name: 'notes',
  createdAt: '2026-01-02T03:04:05.000Z',
  unrollVersion: '0.1.0',
  state: 'finished',
  options: defaultLanguageModelOptions,
  vocabulary: ['<unk>', 'a'],
  frequencies: [0, 1],
  source: { name: 'notes.txt', sha256: '', characters: 1000 },
  parameters: 1234,
  run: {
    metrics: [metricsAt(10).metrics, metricsAt(20).metrics],
    validations: [validationAt(20, 1.8).validation],
    samples: [],
    baselines: [{ name: 'counting', loss: 1.7 }],
    notes: ['a note'],
    engine: started.engine,
    corpus: started.corpus,
    result: storedResult,
  },
};

const entryWith = (of: ModelManifest, hasCheckpoint = false): StoredModelEntry => entryOf(of, { hasCheckpoint });

test('a finished run is as it was', () => {
  const snapshot = restoreRun(entryWith(manifest)).snapshot();
  assert.deepEqual(snapshot.status, { state: 'ended', result });
  assert.equal(snapshot.metrics.length, 2);
  assert.equal(snapshot.corpus?.name, 'notes.txt');
  assert.equal(snapshot.parameters, 1234);
  assert.equal(snapshot.updatedAt, Date.parse('2026-01-02T03:04:15.000Z'));
});

test('a model that reads both ways is there to evaluate', () => {
  const network = { ...defaultLanguageModelOptions.network, bidirectional: true };
  const options = { ...defaultLanguageModelOptions, network };
  assert.equal(restoreRun(entryWith(manifest)).snapshot().use, 'continue');
  assert.equal(restoreRun(entryWith({ ...manifest, options })).snapshot().use, 'evaluate');
});

test('an interrupted run says so and keeps its curve', () => {
  const { metrics, validations, samples, baselines, notes } = manifest.run;
  const run = { metrics, validations, samples, baselines, notes };
  const snapshot = restoreRun(entryWith({ ...manifest, state: 'interrupted', run }, true)).snapshot();
  assert.ok(snapshot.status.state === 'failed');
  assert.match(snapshot.status.message, /kept/);
  assert.ok(snapshot.status.resumable);
  assert.equal(snapshot.metrics.length, 2);
});

test('a run interrupted before its first checkpoint does not promise a model', () => {
  const run = { ...manifest.run, metrics: [], validations: [] };
  delete run.result;
  const { status } = restoreRun(entryWith({ ...manifest, state: 'interrupted', run })).snapshot();
  assert.ok(status.state === 'failed');
  assert.match(status.message, /Nothing had been saved/);
  assert.ok(!status.resumable);
});

test('a run that is gone on with starts with its earlier curve, and knows how far it has to go', () => {
  const run: ModelManifest['run'] = { ...manifest.run, result: { ...storedResult, reason: 'stopped', steps: 20 } };
  const { runId, status, metrics, totalSteps, epochs } = continuedRun(
    entryWith({ ...manifest, run }, true),
    'r',
  ).snapshot();
  assert.equal(runId, 'r');
  assert.equal(status.state, 'starting');
  assert.equal(metrics.at(-1)?.step, 20);
  // 20 steps are 0.4 epochs in `metricsAt`.
  assert.equal(totalSteps, 50 * epochs);
});
