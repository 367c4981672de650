import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bleu } from '../../../../src/text/measures/bleu';

const words = (text: string): string[] => text.split(' ').filter(word => word !== '');

describe('the BLEU of the notes', () => {
  it('is 1 for the label itself, however short', () => {
    for (const text of ['va !', 'stop', 'je suis chez moi .']) assert.equal(bleu(words(text), words(text), 2), 1);
  });

  it('judges a prediction of one token by its unigram', () => {
    // exp(1 - 2/1) * (1/1)^(1/2)
    assert.ok(Math.abs(bleu(['va'], ['va', '!'], 2) - Math.exp(-1)) < 1e-12);
  });

  it('is 0 for nothing, and for nothing right', () => {
    assert.equal(bleu([], ['va'], 2), 0);
    assert.equal(bleu([], [], 2), 0);
    assert.equal(bleu(['x', 'y'], ['va', '!'], 2), 0);
  });

  it('counts a word of the label once', () => {
    assert.ok(Math.abs(bleu(['a', 'a'], ['a', 'b'], 1) - Math.sqrt(1 / 2)) < 1e-12);
  });

  it("is the published figure for the notes' sentence", () => {
    // One wrong word of four: (3/4)^(1/2) * (1/3)^(1/4) = 0.658, which the notes print for "he's calm .".
    assert.equal(bleu(words('il est malade .'), words('il est calme .'), 2).toFixed(3), '0.658');
  });

  it('does not take tokens for others that look alike when joined', () => {
    assert.equal(bleu(['a b', 'c'], ['a', 'b c'], 2), 0);
  });
});
