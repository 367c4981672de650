import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAtOnce } from '../../../../src/text/pausable';
import { groupingAlike } from '../../../../src/text/collection/alike';
import { dividing, type NamedText } from '../../../../src/text/collection/divide';
import { Random } from '../../../../src/text/random/random';

const words = ['lamp', 'tower', 'keeper', 'sea', 'stair', 'light', 'water', 'night', 'boat', 'glass', 'wind', 'stone'];
/** Lines that no other seed writes. */
function prose(seed: number, lines: number): string {
  const random = new Random(seed);
  const line = (): string =>
    Array.from(
      { length: 9 },
      () => `${words[Math.floor(random.next() * words.length)]!}${Math.floor(random.next() * 100)}`,
    ).join(' ');
  return Array.from({ length: lines }, () => `${line()}.\n`).join('');
}
const divide = (texts: NamedText[], fraction = 0.1, by: 'ends' | 'files' = 'ends', seed = 1) =>
  runAtOnce(dividing(texts, fraction, by, seed));
const file = (name: string, text: string): NamedText => ({ name, text });
const linesOf = (text: string): string[] => text.split('\n').filter(line => line.length > 20);
/** Lines that stand on both sides. */
function onBoth({ text, heldOutFrom }: { text: string; heldOutFrom: number }): string[] {
  const training = new Set(linesOf(text.slice(0, heldOutFrom)));
  return linesOf(text.slice(heldOutFrom)).filter(line => training.has(line));
}

test('the end of each file is held out, cut at a line', () => {
  const texts = [1, 2, 3].map(seed => file(`${seed}.txt`, prose(seed, 100)));
  const division = divide(texts);
  for (const { heldOut, characters } of division.files) assert.ok(Math.abs(heldOut / characters - 0.1) < 0.02);
  assert.deepEqual(onBoth(division), []);
  assert.equal(linesOf(division.text).length, 300);
  assert.ok(division.text.slice(0, division.heldOutFrom).endsWith('.\n\n'));
});

test('of files too short to cut every so many is held out as a whole', () => {
  const texts = Array.from({ length: 40 }, (_, seed) => file(`${seed}.txt`, prose(seed + 1, 5)));
  const { files } = divide(texts);
  const whole = files.filter(({ heldOut }) => heldOut > 0);
  assert.equal(whole.length, 4);
  for (const { heldOut, characters } of whole) assert.equal(heldOut, characters);
});

test('whole files are held out, others with another seed', () => {
  const texts = Array.from({ length: 20 }, (_, seed) => file(`${seed}.txt`, prose(seed + 1, 50)));
  const division = divide(texts, 0.2, 'files');
  const names = (seed: number): string[] =>
    divide(texts, 0.2, 'files', seed)
      .files.filter(({ heldOut }) => heldOut > 0)
      .map(({ name }) => name);
  assert.equal(names(1).length, 4);
  assert.deepEqual(names(1), names(1));
  assert.notDeepEqual(names(1), names(2));
  assert.deepEqual(onBoth(division), []);
});

for (const by of ['ends', 'files'] as const) {
  test(`a copy is read once, and is on one side (${by})`, () => {
    const book = prose(1, 100);
    const texts = [
      file('a.txt', book),
      file('b.txt', prose(2, 100)),
      file('copy of a.txt', `${book.replaceAll('\n', '\r\n'.slice(1))}\n\n`),
      file('c.txt', prose(3, 100)),
    ];
    const division = divide(texts, 0.3, by);
    assert.deepEqual(division.copies, ['copy of a.txt']);
    assert.deepEqual(onBoth(division), []);
  });

  test(`versions of a file, and a book beside its chapters, are on one side (${by})`, () => {
    const chapters = [1, 2, 3].map(seed => prose(seed, 60));
    const version = chapters[0]!
      .split('\n')
      .map((line, n) => (n % 20 === 5 ? `${line} And more.` : line))
      .join('\n');
    const texts = [
      file('1.txt', chapters[0]!),
      file('1 second version.txt', version),
      file('2.txt', chapters[1]!),
      file('book.txt', chapters.slice(1).join('\n')),
      ...[7, 8, 9].map(seed => file(`other ${seed}.txt`, prose(seed, 60))),
    ];
    for (const seed of [1, 2, 3, 4]) {
      const division = divide(texts, 0.2, by, seed);
      assert.deepEqual(onBoth(division), []);
      assert.ok(division.heldOutFrom < division.text.length);
    }
  });
}

test('files are alike whatever their line ends and blanks', () => {
  const text = prose(1, 60);
  const groups = runAtOnce(groupingAlike([text, prose(2, 60), text.replace(/\s+/g, ' '), '短い', '']));
  assert.deepEqual([...groups], [0, 1, 0, 3, 4]);
});

test('one file, empty files and no share to hold out are all right', () => {
  assert.equal(divide([file('a', prose(1, 50))], 0).heldOutFrom, divide([file('a', prose(1, 50))], 0).text.length);
  assert.equal(divide([file('a', prose(1, 50))], 0.1, 'files').files[0]!.heldOut, 0);
  assert.equal(divide([file('a', ' \n'), file('b', '')]).text, '');
  const emoji = '😀'.repeat(2000);
  const { text, heldOutFrom } = divide([file('a', emoji)], 0.1001);
  assert.ok(!/[\ud800-\udbff]\n/.test(text) && heldOutFrom < text.length);
});
