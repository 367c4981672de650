import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf, wordPlaces, wordsOfTokens } from '../../../src/text/tokens/places';
import { composing, tokenise, tokeniserFor } from '../../../src/text/tokens/tokenise';
import { BytePairTokeniser } from '../../../src/text/tokens/bytePair';

const parts = (text: string, places: readonly { from: number; to: number }[]): string[] =>
  places.map(({ from, to }) => text.slice(from, to));

test('tokens are found again where they stand', () => {
  const text = 'The 灯塔 — the\n\n  keeper’s 😀.';
  for (const tokenisation of ['char', 'word'] as const) {
    const tokens = tokenise(text, tokeniserFor(tokenisation, false));
    assert.deepEqual(parts(text, placesOf(text, tokens)), tokens);
  }
});

test('composed tokens are found where their letters and accents stand apart', () => {
  const text = 'Un cafe\u0301 noe\u0308l \u1112\u1161\u11ab\u1100\u1173\u11af e\u0323\u0302!';
  for (const tokenisation of ['char', 'word'] as const) {
    const tokens = tokenise(text, composing(tokeniserFor(tokenisation, false)));
    const found = parts(text, placesOf(text, tokens));
    assert.equal(found.join(''), text);
    assert.deepEqual(
      found.map(part => part.normalize('NFC')),
      tokens,
    );
  }
});

test('after the clean-up they are found by their letters', () => {
  const text = 'The 12 Keepers,\n -- of "Light".\n';
  const words = tokenise(text, tokeniserFor('word', true));
  assert.deepEqual(parts(text, placesOf(text, words)), ['The', 'Keepers', 'of', 'Light']);
  const letters = tokenise(text, tokeniserFor('char', true));
  assert.equal(parts(text, placesOf(text, letters)).join('').replaceAll(' ', ''), 'TheKeepersofLight');
  const pieces = tokenise(text, new BytePairTokeniser([['t', 'h']], true));
  assert.equal(parts(text, placesOf(text, pieces)).join('').replaceAll(' ', ''), 'TheKeepersofLight');
});

test('words of any script and marks are what is marked; blanks are not', () => {
  const text = " It's 灯塔看守人,\n\tdon’t_go 3.5";
  const words = ["It's", '灯塔', '看守', '人', ',', 'don’t_go', '3', '.', '5'];
  assert.deepEqual(parts(text, wordPlaces(text)), words);
  assert.deepEqual(wordPlaces(' \n'), []);
});

test('a token belongs to the word of its first letter, a blank to the word before it', () => {
  const text = ' the sea';
  const words = wordPlaces(text);
  const place = (from: number, to: number) => ({ from, to });
  const characters = Array.from(text, (_, i) => place(i, i + 1));
  assert.deepEqual([...wordsOfTokens(text, characters, words)], [0, 0, 0, 0, 0, 1, 1, 1]);
  // " the", " s", "ea"
  assert.deepEqual([...wordsOfTokens(text, [place(0, 4), place(4, 6), place(6, 8)], words)], [0, 1, 1]);
  assert.deepEqual([...wordsOfTokens('  ', [place(0, 2)], [])], [-1]);
});
