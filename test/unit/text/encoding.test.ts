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
  ['enc_gb18030_zh.txt', 'gb18030', 'inferred'],
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
  // A few odd bytes, near the end, in little text.
  for (const text of ['The café is big.\n', 'Andre\nJose\nRené\nPaul\n', 'Das Mädchen läuft.', 'It costs £5.'])
    assert.deepEqual(decoded(Buffer.from(text, 'latin1')), { text, encoding: 'windows-1252', known: 'inferred' });
  const two = 'Nous allons au bois demain avec les enfants et nous verrons la rivière.\n'.repeat(40);
  assert.equal(decoded(Buffer.from(two, 'latin1')).text, two);
});

test('UTF-8 with some bytes of another encoding is refused with the line, and not read as that other one', () => {
  const french = 'Le café était déjà fermé.\n';
  const [utf8, latin] = [Buffer.from(french), Buffer.from(french, 'latin1')];
  const long = Buffer.from(french.repeat(200));
  // Files that were joined, a byte in a long text, half of a pair of surrogates, a character that is cut short.
  for (const [parts, line] of [
    [[utf8, latin, utf8, utf8], 2],
    [[long, Buffer.from('caf\xe9\n', 'latin1')], 201],
    [[utf8, Buffer.from([0xed, 0xa0, 0x80]), utf8], 2],
    [[long, Buffer.from([0xe2, 0x82])], 201],
  ] as const)
    assert.deepEqual(decodeBytes(Buffer.concat(parts)), { failure: { reason: 'partly-utf-8', line } });
  const asked = decoded(Buffer.concat([utf8, latin]), 'windows-1252');
  assert.ok(asked.text.endsWith(french));
});

test('a mark in the middle of what people write is no character', () => {
  assert.equal(composed('one\uFEFFtwo', 'a.txt'), 'onetwo');
  assert.equal(composed('one\uFEFFtwo', 'a.ts'), 'one\uFEFFtwo');
});

/** The text in another encoding: what the platform reads, turned round. */
function encodedIn(encoding: string, text: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const sequences = [...bytes.flatMap(first => bytes.map(second => [first, second])), ...bytes.map(byte => [byte])];
  const of = new Map(sequences.map(sequence => [decoder.decode(Uint8Array.from(sequence)), sequence]));
  return Uint8Array.from(Array.from(text).flatMap(character => of.get(character) ?? assert.fail(character)));
}

const polish = 'Zażółć gęślą jaźń. Wieczorem wracał zmęczony do domu. Nikt nie wiedział, gdzie są uczniowie.';
const russian = 'Вечером он возвращался домой усталый, и лес был уже тёмным. Никто не знал, где ученики.';
const greek = 'Το βράδυ γύριζε κουρασμένος στο σπίτι και το δάσος ήταν ήδη σκοτεινό.';
const turkish = 'Akşam eve yorgun dönüyordu ve orman çoktan kararmıştı. Öğrencilerin nerede olduğunu kimse bilmiyordu.';
const japanese = '夕方、彼は疲れて家に帰った。森はもう暗かった。カタカナもあります。';
const texts: [string, string][] = [
  ['windows-1252', "Le soir, il rentrait fatigué chez lui ; la forêt était déjà noire et l'été finissait."],
  ['windows-1250', polish],
  ['iso-8859-2', polish],
  ['windows-1251', russian],
  ['koi8-r', russian],
  ['iso-8859-5', russian],
  ['ibm866', russian],
  ['macintosh', "Le soir, il rentrait fatigué chez lui ; la forêt était déjà noire et l'été finissait."],
  ['macintosh', 'Am Abend ging er müde über die schöne Straße nach Hause. „Grüße!“'],
  ['windows-1253', greek],
  ['windows-1254', turkish],
  ['windows-1255', 'בערב הוא חזר הביתה עייף והיער כבר היה חשוך. איש לא ידע היכן התלמידים.'],
  ['windows-1256', 'في المساء كان يعود إلى البيت متعبا وكانت الغابة مظلمة بالفعل.'],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['gb18030', '傍晚他疲惫地回到家里，森林已经很黑了。没有人知道学生们在哪里。'],
  ['big5', '傍晚他疲憊地回到家裡，森林已經很黑了。沒有人知道學生們在哪裡。'],
  ['euc-kr', '저녁에 그는 피곤한 몸으로 집에 돌아왔고 숲은 이미 어두웠다.'],
];
for (const [encoding, text] of texts)
  test(`${encoding} is found, and read without a character lost`, () => {
    for (const whole of [text, `${text}\n`.repeat(30), `${'Plain words first. '.repeat(500)}\n${text}`]) {
      const found = decoded(encodedIn(encoding, whole));
      assert.deepEqual([found.text, found.known], [whole, 'inferred']);
    }
  });

test('Western texts of Windows are not taken for those of DOS or of the Mac', () => {
  // Some versions of Node do not know these of Windows-1252.
  const marks = new Map(Object.entries({ '…': 0x85, Œ: 0x8c, '’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96 }));
  const byteOf = (character: string): number => marks.get(character) ?? character.charCodeAt(0);
  for (const text of [
    'It’s “quoted” – and don’t forget: the end… of it.',
    'Am Abend ging er müde über die schöne Straße nach Hause. Ärger, Öl, Übung.',
    'El niño pequeño volvía por la mañana; también mamá salió. ¿Quién lo sabía? Ánimo.',
    'À tarde, ele voltava cansado; a solidão não tinha fim, e as crianças também não.',
    'På kvällen gick han hem över ån, trött. Œuvre, façade, naïve, Île.',
  ])
    assert.equal(decoded(Uint8Array.from(text, byteOf)).text, text);
});

test('UTF-32 with a mark is read, or refused with the line', () => {
  const text = 'Wörter\nund 傍晚 🌲 mehr\n'.repeat(3000);
  for (const little of [true, false]) {
    const codes = Array.from(`\uFEFF${text}`, character => character.codePointAt(0) ?? 0);
    const bytes = new Uint8Array(4 * codes.length);
    const view = new DataView(bytes.buffer);
    for (const [at, code] of codes.entries()) view.setUint32(4 * at, code, little);
    const encoding = little ? 'utf-32le' : 'utf-32be';
    assert.deepEqual(decoded(bytes), { text, encoding, known: 'by mark' });
    assert.equal(decoded(bytes.subarray(4), little ? 'UTF-32LE' : 'utf32-be').text, text);
    view.setUint32(4 * codes.indexOf(0x1f332), 0xd800, little);
    assert.deepEqual(decodeBytes(bytes), { failure: { reason: 'does-not-fit', line: 2 } });
    assert.deepEqual(decodeBytes(bytes.subarray(0, 41)), { failure: { reason: 'does-not-fit', line: 2 } });
  }
});

test('ISO-2022-JP, which is ASCII to the eye of a program, is found', () => {
  const kanji = Array.from(encodedIn('euc-jp', japanese), byte => byte & 0x7f);
  const bytes = Uint8Array.from([0x1b, 0x24, 0x42, ...kanji, 0x1b, 0x28, 0x42]);
  assert.deepEqual([decoded(bytes).text, decoded(bytes).encoding], [japanese, 'iso-2022-jp']);
});

test('what is found can be overruled; an alphabet that is not known for sure is named, not guessed at', () => {
  assert.match(decoded(bytesOf('enc_gb18030_zh.txt'), 'GBK').text, /\p{Script=Han}/u);
  const thai = encodedIn('windows-874', 'ตอนเย็นเขากลับบ้านด้วยความเหนื่อยล้า ป่าก็มืดแล้ว');
  const result = decodeBytes(thai);
  assert.ok('failure' in result && result.failure.reason === 'undecided', JSON.stringify(result));
  assert.ok(result.failure.candidates.includes('windows-874'));
  assert.match(decoded(thai, 'windows-874').text, /\p{Script=Thai}/u);
  const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 0xff, 0xe9, 0x10, 0x20]);
  assert.deepEqual(decodeBytes(picture), { failure: { reason: 'undecided', line: 1, candidates: [] } });
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
