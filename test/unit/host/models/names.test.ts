import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshName } from '../../../../src/host/models/names';

test('a new model has a name of its own', () => {
  assert.equal(freshName('notes', []), 'notes');
  assert.equal(freshName('notes', ['novel']), 'notes');
  assert.equal(freshName('notes', ['notes']), 'notes 2');
  assert.equal(freshName('notes', ['notes 3', 'notes', 'notes 2']), 'notes 4');
  assert.equal(freshName('notes 2', ['notes', 'notes 2']), 'notes 3');
});
