import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOfRun } from '../../../../src/host/models/modelOfRun';
import type { ModelEntry } from '../../../../src/store/models';
import { entryOf, languageModel } from './entry';

const model = (id: string, name: string, createdAt: string): ModelEntry =>
  entryOf({ ...languageModel(id), name, createdAt });

const entries: ModelEntry[] = [
  model('later', 'notes', '2026-01-03T00:00:00.000Z'),
  model('this', 'notes', '2026-01-02T00:00:01.000Z'),
  model('other', 'letters', '2026-01-02T00:00:00.500Z'),
  model('earlier', 'notes', '2026-01-01T00:00:00.000Z'),
  { kind: 'damaged', id: 'broken', folder: '/models/broken', reason: 'damaged' },
];
const startedAt = '2026-01-02T00:00:00.000Z';

test("a run is found by its name and beginning, another window's later run of the name is not taken for it", () => {
  assert.equal(modelOfRun(entries, { modelName: 'notes', startedAt })?.id, 'this');
  assert.equal(modelOfRun(entries, { modelName: 'letters', startedAt })?.id, 'other');
});

test('a resumed run is found by its model', () => {
  assert.equal(modelOfRun(entries, { modelId: 'earlier' })?.id, 'earlier');
  assert.equal(modelOfRun(entries, { modelId: 'deleted' }), undefined);
});

test('a run that has not made its folder, or was deleted, is not found', () => {
  assert.equal(modelOfRun(entries, { modelName: 'letters', startedAt: '2026-01-04T00:00:00.000Z' }), undefined);
  assert.equal(modelOfRun(entries, undefined), undefined);
  assert.equal(modelOfRun(entries, { modelName: 1 }), undefined);
});
