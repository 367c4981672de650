import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { composed, decodeBytes, lineOfNul, type DecodedText } from '../../../src/text/encoding';

const bytesOf = (name: string): Uint8Array => readFileSync(`test/reports/${name}`);

function decoded(bytes: Uint8Array, asked?: string): DecodedText {
  const result = decodeBytes(bytes, asked);
  assert.ok('decoded' in result, JSON.stringify(result));
  assert.ok(!result.decoded.text.includes('\uFFFD') && !result.decoded.text.startsWith('\uFEFF'));
  return result.decoded;
}

const files: [string, string, DecodedText['known']][] = [
  ['enc_cp1252_quotes.txt', 'windows-1252', 'inferred'],
  ['cp1252_de.csv', 'windows-1252', 'inferred'],
  ['utf16le_bom.txt', 'utf-16le', 'by mark'],
  ['utf16be_bom.txt', 'utf-16be', 'by mark'],
  ['utf16le_nobom.txt', 'utf-16le', 'inferred'],
  ['utf8_zh.txt', 'utf-8', 'by its bytes'],
  ['semicolon_excel_de.csv', 'utf-8', 'by mark'],
];
for (const [name, encoding, known] of files)
  test(`${name} is ${encoding}, ${known}`, () => {
    const found = decoded(bytesOf(name));
    assert.deepEqual([found.encoding, found.known], [encoding, known]);
  });

test('curly quotes, umlauts and accents of Windows-1252 are read', () => {
  assert.match(decoded(bytesOf('enc_cp1252_quotes.txt')).text, /[“”’]/);
  const french = Uint8Array.from('Il a été là, près de la forêt.', character => character.charCodeAt(0));
  assert.equal(decoded(french).text, 'Il a été là, près de la forêt.');
});

test('Chinese that is not UTF-8 is not guessed at but its likely encodings are named, and it is read as asked', () => {
  const bytes = bytesOf('enc_gb18030_zh.txt');
  const result = decodeBytes(bytes);
  assert.ok('failure' in result && result.failure.reason === 'undecided', JSON.stringify(result));
  assert.ok(result.failure.candidates.includes('gb18030'));
  assert.match(decoded(bytes, 'gb18030').text, /\p{Script=Han}/u);
  assert.match(decoded(bytes, 'GBK').text, /\p{Script=Han}/u);
});

test('a few Chinese words in an English text are not taken for Western letters', () => {
  const english = new TextEncoder().encode('A long English sentence comes first, and then another one: ');
  const result = decodeBytes(Uint8Array.from([...english, 0xc4, 0xe3, 0xba, 0xc3, 10]));
  assert.ok('failure' in result && result.failure.reason === 'undecided');
  assert.ok(result.failure.candidates.includes('gb18030'));
});

test('an alphabet that is not Latin is never taken for Western', () => {
  // "Съешь ещё этих мягких булок" in Windows-1251.
  const russian = Uint8Array.from([209, 250, 229, 248, 252, 32, 229, 249, 184, 32, 253, 242, 232, 245, 10]);
  assert.ok('failure' in decodeBytes(russian));
  assert.equal(decoded(russian, 'windows-1251').text, 'Съешь ещё этих\n');
});

test('what was asked for and does not fit names the line; so does a name that is none', () => {
  const bytes = new Uint8Array([97, 10, 98, 10, 0xe9, 32, 10]);
  assert.deepEqual(decodeBytes(bytes, 'utf-8'), { failure: { reason: 'does-not-fit', line: 3 } });
  assert.deepEqual(decodeBytes(bytes, 'klingon'), { failure: { reason: 'unknown-name' } });
});

test('NUL characters are found with their line', () => {
  assert.equal(lineOfNul('a\nb\n\0'), 3);
  assert.equal(lineOfNul('a\nb'), undefined);
  assert.ok(lineOfNul(decoded(bytesOf('nul_early.txt')).text));
});

test('both spellings of a letter are one, but not in code', () => {
  assert.equal(composed('cafe\u0301', 'a.txt'), 'caf\u00E9');
  assert.equal(composed('cafe\u0301', 'Untitled-1'), 'caf\u00E9');
  assert.equal(composed('cafe\u0301', 'a.py'), 'cafe\u0301');
});
