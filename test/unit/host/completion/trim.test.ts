import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutPartialWord, cutRepetition, dropSuffix, limitLines, trim } from '../../../../src/host/completion/trim';

const atLineEnd = { lineSuffix: '', following: '' };

test('as many lines as allowed; the break that begins them is free', () => {
  assert.equal(limitLines('one\ntwo\nthree', 1), 'one');
  assert.equal(limitLines('one\ntwo\nthree', 2), 'one\ntwo');
  assert.equal(limitLines('\n\none\ntwo', 1), '\n\none');
  assert.equal(limitLines('\n\n', 1), '');
});

test('half a word is cut where the model was cut off', () => {
  assert.equal(cutPartialWord('the time trav'), 'the time ');
  assert.equal(cutPartialWord('the time.'), 'the time.');
  assert.equal(cutPartialWord('traveller'), 'traveller');
});

test('a loop is kept once', () => {
  assert.equal(cutRepetition('the of the of the of the of the'), 'the of ');
  assert.equal(cutRepetition('so ................'), 'so .');
  assert.equal(cutRepetition('ha ha ha, he said'), 'ha ha ha, he said');
  assert.equal(cutRepetition('a perfectly ordinary sentence.'), 'a perfectly ordinary sentence.');
});

test('what the line has already is not written again', () => {
  assert.equal(dropSuffix('brown fox jumps', ' jumps over'), 'brown fox');
  assert.equal(dropSuffix('brown fox', ' jumps'), 'brown fox');
  assert.equal(dropSuffix('x)', ')'), 'x');
  assert.equal(trim('jumps over', { ...atLineEnd, lineSuffix: ' jumps over the dog' }), '');
  assert.equal(trim('\nthe next line', { ...atLineEnd, following: '\nthe next line\nand more' }), '');
});

test('the blank behind a word is kept', () => {
  assert.equal(trim(' fox ', atLineEnd), ' fox ');
  assert.equal(trim('fox ', { ...atLineEnd, lineSuffix: ' jumps' }), 'fox');
});

test('nothing but space is nothing', () => {
  assert.equal(trim('  \n ', atLineEnd), '');
  assert.equal(trim('', atLineEnd), '');
});
