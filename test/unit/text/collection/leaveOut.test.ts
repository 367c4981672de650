import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leaveOut, type LeftOutKind } from '../../../../src/text/collection/leaveOut';

const without = (kind: LeftOutKind, text: string, name = 'a.md'): string =>
  leaveOut(name, text, { frontMatter: false, licence: false, markup: false, [kind]: true }).text;

test('front matter is a block at the very beginning that names something', () => {
  assert.equal(without('frontMatter', '---\ntitle: Lamps\ntags: [a]\n---\nThe lamp.\n'), 'The lamp.\n');
  assert.equal(without('frontMatter', '+++\ntitle = "Lamps"\n+++\nThe lamp.\n'), 'The lamp.\n');
  for (const text of [
    '---\nA line between rules.\n---\nThe lamp.\n',
    'The lamp.\n---\ntitle: Lamps\n---\n',
    '---\ntitle: Lamps\nnever closed\n',
    '--- \n',
    '',
  ])
    assert.equal(without('frontMatter', text), text);
});

// The lines as Project Gutenberg has written them: 2003, 2020s, 1990s.
for (const [start, end] of [
  ['*** START OF THIS PROJECT GUTENBERG EBOOK EMMA ***', '*** END OF THIS PROJECT GUTENBERG EBOOK EMMA ***'],
  ['*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***', '*** END OF THE PROJECT GUTENBERG EBOOK EMMA ***'],
  ['*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*', 'End of the Project Gutenberg Etext of Emma'],
] as const)
  test(`the licence around a book is left out: ${start}`, () => {
    const text = `Legal words.\n${start}\nEmma Woodhouse.\n${end}\nMore legal words.\n`;
    assert.equal(without('licence', text), 'Emma Woodhouse.\n');
    const { leftOut } = leaveOut('emma.txt', text, { frontMatter: true, licence: true, markup: true });
    assert.deepEqual(leftOut, { licence: text.length - 'Emma Woodhouse.\n'.length });
  });

test('a book that only speaks of Project Gutenberg stays whole', () => {
  const text = 'We thank Project Gutenberg. The start of the Project Gutenberg was in 1971.\n';
  assert.equal(without('licence', text), text);
});

test('Markdown becomes its words; code stays', () => {
  const markdown = [
    '# The *Lamp*',
    '',
    'It [turned](https://x.example "t") **slowly**, ![a tower](t.png) and `lit` the sea.<br>Twice.',
    '',
    '- one',
    '- two _words_',
    '',
    '> quoted',
    '',
    '```js',
    'let a = 1;',
    '```',
    '',
    '| a | b |',
    '|---|---|',
    '| 1 | 2 |',
    '',
  ].join('\n');
  const text = without('markup', markdown);
  for (const words of [
    'The Lamp',
    'It turned slowly, a tower and lit the sea.',
    'one',
    'two words',
    'quoted',
    'let a = 1;',
    'a\tb',
    '1\t2',
  ])
    assert.ok(text.includes(words), `${words} in ${text}`);
  for (const mark of ['#', '*', '](', '```', '>', '|', '<br']) assert.ok(!text.includes(mark), `${mark} in ${text}`);
});

test('HTML becomes its words, without scripts and styles', () => {
  const html =
    '<html><head><title>x</title><style>p{}</style></head><body><p>The lamp &amp; the sea.</p><script>let a;</script><p>It turned.</p></body></html>';
  assert.equal(without('markup', html, 'a.html').trim(), 'The lamp & the sea.\n\nIt turned.');
});

test('only what is written in a language of marks is freed of them', () => {
  const text = '# not a heading *at all*\n';
  assert.equal(without('markup', text, 'a.txt'), text);
});

test('hostile marks are read in no time that could be noticed', { timeout: 60_000 }, () => {
  for (const text of [
    '['.repeat(20_000),
    '*a '.repeat(20_000),
    '<'.repeat(20_000),
    '> '.repeat(500),
    '---\n'.repeat(20_000),
  ]) {
    leaveOut('a.md', text, { frontMatter: true, licence: true, markup: true });
  }
});
