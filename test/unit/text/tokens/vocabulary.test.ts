import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Vocabulary } from '../../../../src/text/tokens/vocabulary';

const tokens = Array.from('cbbaadcc');

describe('a vocabulary', () => {
  it('puts <unk> first, then reserved tokens, then falling frequency, ties as first seen', () => {
    const vocabulary = Vocabulary.build(tokens, { reserved: ['<pad>'] });
    assert.deepEqual(vocabulary.list, ['<unk>', '<pad>', 'c', 'b', 'a', 'd']);
    assert.deepEqual(vocabulary.frequencies, [0, 0, 3, 2, 2, 1]);
    assert.equal(vocabulary.coverage, 1);
  });

  it('keeps tokens whose frequency is the minimum, and says what it left out', () => {
    const vocabulary = Vocabulary.build(tokens, { minFrequency: 2 });
    assert.deepEqual(vocabulary.list, ['<unk>', 'c', 'b', 'a']);
    assert.deepEqual(vocabulary.frequencies, [1, 3, 2, 2]);
    assert.equal(vocabulary.droppedTypes, 1);
    assert.equal(vocabulary.coverage, 7 / 8);
    assert.deepEqual([...vocabulary.indices(['a', 'd', 'c'])], [3, 0, 1]);
  });

  it('keeps some tokens however rare, even never seen', () => {
    const vocabulary = Vocabulary.build(tokens, { minFrequency: 3, keep: ['d', 'z'] });
    assert.deepEqual(vocabulary.list, ['<unk>', 'c', 'd', 'z']);
  });

  it('turns indices back into tokens, and knows those it has not', () => {
    const vocabulary = Vocabulary.build(tokens);
    assert.deepEqual(vocabulary.tokens([1, 2, 0]), ['c', 'b', '<unk>']);
    assert.throws(() => vocabulary.token(5), /No token has the index 5/);
    assert.throws(() => vocabulary.token(-1), RangeError);
  });

  it('is the same after saving and loading', () => {
    const built = Vocabulary.build(tokens, { minFrequency: 2 });
    const loaded = Vocabulary.fromTokens(built.list, built.frequencies);
    assert.deepEqual([...loaded.indices(tokens)], [...built.indices(tokens)]);
    assert.equal(loaded.coverage, built.coverage);
  });

  it('refuses damaged lists', () => {
    assert.throws(() => Vocabulary.fromTokens(['<unk>', 'a'], [0]), /2 tokens has 1 frequencies/);
    assert.throws(() => Vocabulary.fromTokens(['a'], [1]), /begins with <unk>/);
    assert.throws(() => Vocabulary.fromTokens(['<unk>', 'a', 'a'], [0, 1, 1]), /twice/);
  });

  it('is not fooled by tokens that look like members of every object', () => {
    const vocabulary = Vocabulary.build(['constructor', '__proto__', '<unk>']);
    assert.equal(vocabulary.index('toString'), 0);
    assert.equal(vocabulary.token(vocabulary.index('__proto__')), '__proto__');
    assert.equal(vocabulary.frequencies[0], 1);
  });

  it('of nothing knows nothing', () => {
    const vocabulary = Vocabulary.build([]);
    assert.equal(vocabulary.size, 1);
    assert.equal(vocabulary.coverage, 1);
  });
});
