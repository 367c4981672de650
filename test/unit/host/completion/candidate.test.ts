import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Rejections, reuse, type Candidate, type Situation } from '../../../../src/host/completion/candidate';

const text = 'traveller came.';
const here: Situation = {
  document: 'file:///a.txt',
  modelFolder: '/models/a',
  before: 'The time ',
  offset: 9,
  lineSuffix: '',
};
const candidate: Candidate = { ...here, texts: [text, 'trap', 'machine'] };
const typing = (before: string): Situation => ({ ...here, before, offset: before.length });

describe('what was suggested before', () => {
  it('is the same at the same place', () => {
    assert.deepEqual(reuse(candidate, here), candidate.texts);
  });

  it('is what is left where one types along, to its end', () => {
    assert.deepEqual(reuse(candidate, typing('The time tra')), ['veller came.', 'p']);
    assert.deepEqual(reuse(candidate, typing('The time traveller')), [' came.']);
    assert.deepEqual(reuse(candidate, typing('The time traveller came.')), []);
  });

  it('is not what only an alternative would fit', () => {
    assert.deepEqual(reuse(candidate, typing('The time ma')), []);
  });

  it('may have lost the beginning of the text before the cursor', () => {
    assert.equal(reuse(candidate, { ...here, before: 'ime trav', offset: 13 })[0], 'eller came.');
  });

  it('does not fit anywhere else', () => {
    for (const change of [
      { before: 'The time x', offset: 10 },
      { before: 'The time', offset: 8 },
      { before: 'Teh time ' },
      { document: 'file:///b.txt' },
      { modelFolder: '/models/b' },
      { lineSuffix: ')' },
      { offset: 100 },
    ])
      assert.deepEqual(reuse(candidate, { ...here, ...change }), []);
    assert.deepEqual(reuse(undefined, here), []);
  });
});

describe('what was not wanted', () => {
  it('is not offered again where something else was typed over it', () => {
    const rejections = new Rejections();
    rejections.notice(candidate, typing('The time w'));
    assert.ok(rejections.isRejected(here, text));
    assert.ok(!rejections.isRejected(here, 'machine'));
    assert.ok(!rejections.isRejected({ ...here, offset: 20 }, text));
  });

  it('is not what was typed along or taken, nor what was deleted, nor what stood elsewhere', () => {
    const rejections = new Rejections();
    for (const situation of [
      typing('The time tr'),
      typing('The time traveller came. And'),
      typing('The tim'),
      { ...typing('An other text'), offset: 13 },
      { ...typing('The time w'), document: 'file:///b.txt' },
    ])
      rejections.notice(candidate, situation);
    assert.ok(!rejections.isRejected(here, text));
  });
});
