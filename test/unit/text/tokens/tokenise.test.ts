import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runAtOnce } from '../../../../src/text/pausable';
import { learnBytePairs } from '../../../../src/text/tokens/bytePair';
import { detokenise, tokenise, tokeniserFor, visitTokens } from '../../../../src/text/tokens/tokenise';
import { spaceless, spacelessWords, wordPattern } from '../../../../src/text/tokens/words';
import { Random } from '../../../../src/text/random/random';
import { awkwardTexts, randomText } from './awkward';

const characters = tokeniserFor('char', false);
const words = tokeniserFor('word', false);

describe('tokens of an uncleaned text, joined', () => {
  for (const [name, text] of Object.entries(awkwardTexts))
    it(`are the text: ${name}`, () => {
      for (const tokeniser of [characters, words, runAtOnce(learnBytePairs(text, 300, false))]) {
        const tokens = tokenise(text, tokeniser);
        assert.equal(detokenise(tokens, tokeniser), text);
        assert.ok(tokens.every(token => token !== ''));
      }
    });

  it('are the text for 300 random mixtures of scripts', () => {
    for (let seed = 0; seed < 300; seed++) {
      const text = randomText(seed, 120);
      // Learned on another text: what it has never seen must survive too.
      for (const tokeniser of [characters, words, runAtOnce(learnBytePairs(randomText(seed + 1, 200), 200, false))])
        assert.equal(detokenise(tokenise(text, tokeniser), tokeniser), text);
    }
  });
});

describe('words that are plain by ASCII alone', () => {
  it('are those of the pattern', () => {
    const pieces = ["'", "''", '’', '\r\n', '\v', 'x'.repeat(249), 'x'.repeat(256), ' '.repeat(300), "a'".repeat(130)];
    const random = new Random(5);
    for (let seed = 0; seed < 500; seed++) {
      const parts = [
        randomText(seed, 6),
        "don't_9",
        pieces[random.integer(pieces.length)]!,
        'b',
        randomText(1000 + seed, 6),
      ];
      const text = random.shuffle(Int32Array.of(0, 1, 2, 3, 4)).reduce((all, part) => all + parts[part]!, '');
      const all = text.match(new RegExp(wordPattern, 'gu')) ?? [];
      const cut = all.flatMap(token =>
        new RegExp(`^[${spaceless}]`, 'u').test(token) ? spacelessWords(token) : token,
      );
      assert.deepEqual(tokenise(text, words), cut);
    }
  });
});

describe('characters', () => {
  it('are code points, lone surrogates included', () => {
    assert.deepEqual(tokenise('a😀\ud800b', characters), ['a', '😀', '\ud800', 'b']);
  });

  it('are those of cleaned lines with nothing between lines', () => {
    assert.deepEqual(tokenise("It's\n\n42 A-b\n", tokeniserFor('char', true)), Array.from('it sa b'));
  });
});

describe('words', () => {
  it('keep apostrophes and marks, and set blanks, line ends and punctuation apart', () => {
    assert.deepEqual(tokenise("don't\r\n  stop, na\u0308ive_1!\n", words), [
      "don't", '\r\n', '  ', 'stop', ',', ' ', 'na\u0308ive_1', '!', '\n',
    ]); // prettier-ignore
  });

  it('are found in scripts without spaces', () => {
    assert.deepEqual(tokenise('我喜欢机器学习。OK', words), ['我', '喜欢', '机器', '学习', '。', 'OK']);
    assert.ok(tokenise('ฉันชอบกินข้าว', words).length > 2);
  });

  it('of cleaned lines are split at spaces and joined with them', () => {
    const clean = tokeniserFor('word', true);
    const tokens = tokenise('The Time-Machine,\n\nby H. G.', clean);
    assert.deepEqual(tokens, ['the', 'time', 'machine', 'by', 'h', 'g']);
    assert.equal(detokenise(tokens, clean), 'the time machine by h g');
  });
});

describe('a megabyte without a space', () => {
  for (const unit of ['a', ' ', '漢', "a'", '\u0301', '😀'])
    it(`of ${JSON.stringify(unit)} neither overflows the stack nor loses a character`, () => {
      let length = 0;
      visitTokens(words, unit.repeat(1_000_000), word => {
        length += word.length;
      });
      assert.equal(length, unit.length * 1_000_000);
    });
});
