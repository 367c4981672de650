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
  const { options } = manifest;
  assert.deepEqual(repetitionOf(manifest), { command: 'unroll.trainModel', options, origin: undefined });
  // Who chose them is not the one who trains again.
  const origin = { preset: 'balanced', given: ['network.layers'] };
  assert.deepEqual(repetitionOf({ ...manifest, origin }).origin, origin);
});

test('training again takes the same files, read in the same way', () => {
  const manifest = languageModel('notes');
  const reading = { frontMatter: true, licence: false, markup: false, heldOut: 'files' } as const;
  const source = { ...manifest.source, collection: { base: '/notes', reading } };
  const { files } = repetitionOf({ ...manifest, source }, [{ name: 'a.md', characters: 9, heldOut: 0 }]);
  assert.deepEqual(files, { base: '/notes', places: ['a.md'], reading });
});
