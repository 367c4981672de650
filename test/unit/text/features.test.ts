import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { followFeatures, type FeatureValues } from '../../../src/text/features';

const of = (text: string, name: keyof FeatureValues): number[] => [...followFeatures(Array.from(text))[name]];

describe('what can be followed in a text', () => {
  it('is quotation marks, of either form, forgotten with the paragraph', () => {
    assert.deepEqual(of('a"b"c', 'quotes'), [0, 1, 1, 0, 0]);
    assert.deepEqual(of('“b” ‘don’t’.', 'quotes'), [1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0]);
    assert.deepEqual(of('"a\n\nb', 'quotes'), [1, 1, 1, 0, 0]);
  });
  it('is brackets and their depth', () => {
    assert.deepEqual(of('(a[b])）', 'brackets'), [1, 1, 2, 2, 1, 0, 0]);
  });
  it('is the line, its indentation, and the sentence', () => {
    assert.deepEqual(of('ab\n  c d\n', 'linePlace'), [1, 2, 0, 1, 2, 3, 4, 5, 0]);
    assert.deepEqual(of('ab\n  c d\n', 'indentation'), [0, 0, 0, 1, 2, 2, 2, 2, 0]);
    assert.deepEqual(of('Ab. c', 'sentencePlace'), [1, 2, 0, 1, 2]);
  });
  it('is words, blanks, capitals and digits', () => {
    assert.deepEqual(of('Ab c1', 'wordPlace'), [1, 2, 0, 1, 2]);
    assert.deepEqual(of('Ab c1', 'wordEnd'), [0, 1, 0, 0, 0]);
    assert.deepEqual(of('Ab c1', 'blank'), [0, 0, 1, 0, 0]);
    assert.deepEqual(of('Ab c1', 'capital'), [1, 0, 0, 0, 0]);
    assert.deepEqual(of('Ab c1', 'digit'), [0, 0, 0, 0, 1]);
  });
  it('is known after every token, however long', () => {
    const { wordEnd, wordPlace, blank } = followFeatures(['The', ' lamp', ' ', 'turn', 'ed']);
    assert.deepEqual([...wordEnd], [1, 1, 0, 0, 0]);
    assert.deepEqual([...wordPlace], [3, 4, 0, 4, 6]);
    assert.deepEqual([...blank], [0, 0, 1, 0, 0]);
  });
});
