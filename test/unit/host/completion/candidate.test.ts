import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reuse, type Candidate } from '../../../../src/host/completion/candidate';

const candidate: Candidate = {
  document: 'file:///a.txt',
  modelFolder: '/models/a',
  before: 'The time ',
  offset: 9,
  lineSuffix: '',
  text: 'traveller came.',
};
const { text, ...here } = candidate;

test('the same place has the same answer', () => {
  assert.equal(reuse(candidate, here), text);
});

test('typing along leaves the rest, to its end', () => {
  assert.equal(reuse(candidate, { ...here, before: 'The time trav', offset: 13 }), 'eller came.');
  assert.equal(reuse(candidate, { ...here, before: 'The time traveller came.', offset: 24 }), '');
});

test('the text before the cursor may have lost its beginning', () => {
  assert.equal(reuse(candidate, { ...here, before: 'ime trav', offset: 13 }), 'eller came.');
});

test('anything else needs a new answer', () => {
  assert.equal(reuse(undefined, here), undefined);
  assert.equal(reuse(candidate, { ...here, before: 'The time x', offset: 10 }), undefined);
  assert.equal(reuse(candidate, { ...here, before: 'The time', offset: 8 }), undefined);
  assert.equal(reuse(candidate, { ...here, before: 'Teh time ' }), undefined);
  assert.equal(reuse(candidate, { ...here, document: 'file:///b.txt' }), undefined);
  assert.equal(reuse(candidate, { ...here, modelFolder: '/models/b' }), undefined);
  assert.equal(reuse(candidate, { ...here, lineSuffix: ')' }), undefined);
  assert.equal(reuse(candidate, { ...here, offset: 100 }), undefined);
});
