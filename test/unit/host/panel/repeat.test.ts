import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repetitionOf } from '../../../../src/host/panel/repeat';
import { languageModel, translationModel } from '../models/entry';

test('training again takes both of two parallel texts', () => {
  const manifest = translationModel('de');
  const source = { ...manifest.source, uri: 'file:///english.txt', targetUri: 'file:///german.txt' };
  const repetition = repetitionOf({ ...manifest, source });
  assert.equal(repetition.command, 'unroll.trainTranslation');
  assert.equal(repetition.uri, 'file:///english.txt');
  assert.equal(repetition.target, 'file:///german.txt');
});

test('training again takes the options, and asks for a text that cannot be found again', () => {
  const manifest = languageModel('notes', { hiddenSize: 99 });
  assert.ok(manifest.kind === 'language');
  assert.deepEqual(repetitionOf(manifest), { command: 'unroll.trainModel', options: manifest.options });
});
