import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bitsPerCharacter, countCharacters } from '../../../../src/text/measures/bits';
import {
  countCodePoints,
  encodeText,
  encodeWith,
  restoreTokeniser,
  type TextOptions,
} from '../../../../src/text/tokens/corpus';
import { detokenise } from '../../../../src/text/tokens/tokenise';
import { Vocabulary } from '../../../../src/text/tokens/vocabulary';
import { awkwardTexts } from './awkward';

const plain: TextOptions = {
  tokenisation: 'char',
  clean: false,
  minFrequency: 1,
  bytePairVocabularySize: 100,
  maxTokens: 0,
};
const tokenisations = ['char', 'word', 'bpe'] as const;

describe('an encoded text', () => {
  for (const tokenisation of tokenisations)
    it(`decodes to itself, line ends apart: ${tokenisation}`, () => {
      for (const text of Object.values(awkwardTexts)) {
        const corpus = encodeText(text, { ...plain, tokenisation });
        const decoded = detokenise(corpus.vocabulary.tokens(corpus.ids), corpus.tokeniser);
        assert.equal(decoded, text.replace(/\r\n?/g, '\n'));
        assert.equal(corpus.characters, Array.from(decoded).length);
        assert.equal(corpus.tokens, corpus.ids.length);
        assert.equal(countCharacters(corpus.ids, corpus.vocabulary, corpus.tokeniser), corpus.characters);
      }
    });

  for (const tokenisation of tokenisations)
    it(`is read alike by a model loaded again: ${tokenisation}`, () => {
      const text = 'the cat sat on the mat, the cat sat on the hat\n'.repeat(3);
      const options = { ...plain, tokenisation };
      const corpus = encodeText(text, options);
      const vocabulary = Vocabulary.fromTokens(corpus.vocabulary.list, corpus.vocabulary.frequencies);
      const again = encodeWith(vocabulary, restoreTokeniser(options, corpus.merges), text);
      assert.deepEqual(again.ids, corpus.ids);
      assert.equal(again.characters, corpus.characters);
      assert.deepEqual(again.unknown, []);
    });

  it('has the vocabulary of the whole text but only the first tokens', () => {
    const corpus = encodeText('aab cc', { ...plain, maxTokens: 2 });
    assert.equal(corpus.ids.length, 2);
    assert.equal(corpus.tokens, 6);
    assert.equal(corpus.vocabulary.size, 5);
  });

  it('has the vocabulary of the first tokens alone where that is wanted', () => {
    const corpus = encodeText('aab cc', { ...plain, maxTokens: 3, vocabularyFrom: 'read' });
    assert.deepEqual(corpus.vocabulary.tokens(corpus.ids), ['a', 'a', 'b']);
    assert.deepEqual([...corpus.vocabulary.list].sort(), ['<unk>', 'a', 'b']);
    assert.deepEqual(corpus.unknown, { tokens: 3, types: 2 });
    assert.equal(corpus.tokens, 6);
  });

  it('reads rare tokens as <unk>', () => {
    const { ids, vocabulary } = encodeText('a b a', { ...plain, tokenisation: 'word', minFrequency: 2 });
    assert.deepEqual(vocabulary.tokens(ids), ['a', ' ', '<unk>', ' ', 'a']);
  });

  it('of no characters has no tokens', () => {
    for (const tokenisation of tokenisations) {
      const corpus = encodeText('', { ...plain, tokenisation });
      assert.equal(corpus.ids.length, 0);
      assert.equal(corpus.vocabulary.size, 1);
    }
  });

  it('counts the spaces between cleaned words', () => {
    const corpus = encodeText('The cat,\nthe hat', { ...plain, tokenisation: 'word', clean: true });
    assert.equal(corpus.characters, 'the cat the hat'.length);
  });
});

describe('a further text', () => {
  it('tells which tokens the vocabulary does not know', () => {
    const { vocabulary, tokeniser } = encodeText('abc', plain);
    const encoded = encodeWith(vocabulary, tokeniser, 'a😀bz😀');
    assert.deepEqual(encoded.unknown, ['😀', 'z']);
    assert.deepEqual([...encoded.ids], [1, 0, 2, 0, 0]);
    assert.equal(encoded.characters, 5);
  });
});

describe('bits per character', () => {
  it('is nats per token times tokens per character over ln 2', () => {
    // 3 tokens of 2 ln 2 nats are 6 bits, over 12 characters.
    assert.ok(Math.abs(bitsPerCharacter(2 * Math.LN2, 3, 12) - 0.5) < 1e-12);
    assert.equal(bitsPerCharacter(1, 0, 0), 0);
  });

  it('counts code points', () => {
    assert.equal(countCodePoints('a😀\ud800\udc00\udc00\ud800'), 5);
  });
});
