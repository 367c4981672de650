import assert from 'node:assert/strict';
import { test } from 'node:test';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json';
import manifestStrings from '../../../package.nls.zh-cn.json';
import { textMessage, type Message } from '../../../src/protocol/message';
import { english } from '../../../src/words/english';
import { visible, type Medium } from '../../../src/words/harmless';
import {
  about,
  bytes,
  clock,
  compact,
  date,
  day,
  decimal,
  duration,
  integer,
  percent,
  tenths,
  tick,
} from '../../../src/words/numbers';
import { inEnglish, render, type Reader } from '../../../src/words/render';
import { place, type Catalogue, type Template } from '../../../src/words/template';

const languages: Record<string, Catalogue> = { en: english, 'zh-CN': chinese };
const media: Medium[] = ['notification', 'markdown', 'label', 'terminal', 'plain'];

const formsOf = (template: Template): string[] =>
  typeof template === 'string' ? [template] : [template.one, template.other];
const placesOf = (template: Template): string[] =>
  formsOf(template).flatMap(form => Array.from(form.matchAll(place), ([whole]) => whole));

const hostile = [
  '[Show more](command:workbench.action.terminal.sendSequence?%7B%7D)',
  '](command:x)',
  '(command:x) [y',
  ']',
  '(command:x)',
  '[y]\u200b(command:x)',
  '$(trash) $',
  '(trash)',
  '\u001b]52;c;aGk=\u0007\u001b[2J',
  '\u009b2J\u0090q\u009c',
  'a\u202egnp.txt\u2066\u200f',
  'x'.repeat(5000),
  'first\nsecond\r\nthird\u2028fourth\u0085',
  '{name:name}{count:integer}',
  '\ud800',
];

function messageOf(key: string, template: Template, text: string): Message {
  const given: Message['arguments'] = { count: 2 };
  for (const [, name, format] of formsOf(template).flatMap(form => [...form.matchAll(place)])) {
    const inner: Message = { key: 'text', arguments: { text } };
    given[name!] = ['message', 'dots', 'list'].includes(format!) ? [inner, inner] : text;
  }
  return { key, arguments: given };
}

/** What acts in each medium. */
const link = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)/i;
const icon = /\$\([\w-]+\)/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const unescapedMark = /(?<!\\)(?:\\\\)*[[\]()<>$&`*_]/;

test('errors name files and models between quotation marks, in every language', () => {
  const bare = Object.entries(languages).flatMap(([language, catalogue]) =>
    Object.entries(catalogue)
      .filter(([key]) => key.startsWith('error.'))
      .filter(([, template]) => formsOf(template).some(form => /(?<!["“])\{(name|model):name\}/.test(form)))
      .map(([key]) => `${language}: ${key}`),
  );
  assert.deepEqual(bare, []);
});

test('no message, with whatever arguments, in whatever language, forms a link, an icon or an escape sequence', () => {
  for (const [language, catalogue] of Object.entries(languages))
    for (const [key, template] of Object.entries(catalogue))
      for (const text of hostile)
        for (const medium of media) {
          const reader: Reader = { language, catalogue, medium };
          const shown = render(messageOf(key, template, text), reader);
          const where = `${key} in ${language}, ${medium}: ${shown}`;
          assert.doesNotMatch(shown, control, where);
          if (medium === 'notification') assert.doesNotMatch(shown, link, where);
          if (medium === 'notification' || medium === 'label') assert.doesNotMatch(shown, icon, where);
          if (medium === 'markdown') assert.doesNotMatch(shown, unescapedMark, where);
          assert.ok(shown.length < 20_000, where.slice(0, 200));
        }
});

test('a link is not formed across the seams of arguments either', () => {
  const catalogue = { seam: '{a:text}{b:text}{c:text}' };
  const seam: Message = { key: 'seam', arguments: { a: '[x', b: ']', c: '(command:y)' } };
  assert.equal(render(seam, { language: 'en', catalogue, medium: 'notification' }), '[x] (command:y)');
  const icon: Message = { key: 'seam', arguments: { a: '$', b: '(trash', c: ')' } };
  assert.equal(render(icon, { language: 'en', catalogue, medium: 'label' }), '$ (trash)');
});

test('names are cut at 60 characters and stay on one line; no half of a character is left', () => {
  const catalogue = { named: '"{name:name}"' };
  const show = (name: string): string =>
    render({ key: 'named', arguments: { name } }, { language: 'en', catalogue, medium: 'plain' });
  assert.equal(show('a'.repeat(60)), `"${'a'.repeat(60)}"`);
  assert.equal(show('🦉'.repeat(61)), `"${'🦉'.repeat(59)}…"`);
  assert.equal(show('one\r\ntwo'), '"one two"');
});

test('on a terminal what cannot be seen is written out; joiners between letters that need them stay', () => {
  const show = (text: string): string => render({ key: 'text', arguments: { text } }, inEnglish('terminal'));
  assert.equal(show('\u001b[31mred\u007f'), '␛[31mred␡');
  assert.equal(show('\u009b31m \u202eabc'), '\\u{9b}31m \\u{202e}abc');
  assert.equal(show('a\u200bb\u200dc'), 'a\\u{200b}b\\u{200d}c');
  assert.equal(show('می\u200cخواهم 👩\u200d💻'), 'می\u200cخواهم 👩\u200d💻');
});

test('what another version or another program sends is shown as it can be', () => {
  assert.equal(render({ key: 'of.a.newer.version' }, inEnglish('plain')), 'of.a.newer.version');
  assert.equal(render({ key: '__proto__' }, inEnglish('plain')), '__proto__');
  assert.equal(render({ key: 'text' }, inEnglish('plain')), '?');
});

test('plural forms are those of the language', () => {
  const forms = { one: '{count:integer} word', other: '{count:integer} words' };
  const show = (count: number, language: string, catalogue: Catalogue): string =>
    render({ key: 'words', arguments: { count } }, { language, catalogue, medium: 'plain' });
  assert.equal(show(1, 'en', { words: forms }), '1 word');
  assert.equal(show(0, 'en', { words: forms }), '0 words');
  assert.equal(show(1200, 'en', { words: forms }), '1,200 words');
  assert.equal(show(1, 'zh-CN', { words: '{count:integer} 个词' }), '1 个词');
});

test('numbers, sizes, durations and dates are written as each language writes them', () => {
  assert.equal(integer(38_211.4, 'en'), '38,211');
  assert.equal(decimal(1.23456, 'en'), '1.23');
  assert.equal(decimal(12.3456, 'zh-CN'), '12.3');
  assert.equal(decimal(3.0002, 'en'), '3.00');
  assert.equal(decimal(9.9968, 'en'), '10.0');
  assert.equal(decimal(99.96, 'en'), '100');
  assert.equal(decimal(1234.5, 'en'), '1,235');
  assert.equal(decimal(0.12345, 'en'), '0.123');
  assert.equal(decimal(0.0010204081632653062, 'en'), '0.001');
  assert.equal(decimal(0.00012345, 'en'), '0.00012');
  assert.equal(decimal(9.985102064443139e49, 'en'), '> 1,000,000,000');
  assert.equal(decimal(Infinity, 'en'), '> 1,000,000,000');
  assert.equal(decimal(NaN, 'en'), '–');
  assert.equal(decimal(20, 'en'), '20');
  assert.equal(tick(1000, 'en'), '1,000');
  assert.equal(tick(2.5, 'en'), '2.5');
  assert.equal(tick(0.00012, 'en'), '0.00012');
  assert.equal(tenths(29.44, 'en'), '29.4');
  assert.equal(tenths(12, 'en'), '12.0');
  assert.equal(tenths(0.0010204081632653062, 'en'), '0.001');
  assert.equal(compact(9999, 'en'), '9,999');
  assert.equal(compact(345_780, 'en'), '346K');
  assert.equal(compact(345_780, 'zh-CN'), '34.6万');
  assert.equal(percent(0.1234, 'zh-CN'), '12.3%');
  assert.equal(percent(0.9996, 'en'), '99.96%');
  assert.equal(percent(0.99567, 'en'), '99.6%');
  assert.equal(percent(0.999999, 'en'), '100%');
  assert.equal(duration(0.42, 'en'), '0.4\u00a0sec');
  assert.equal(duration(185, 'en'), '3\u00a0min 5\u00a0sec');
  assert.equal(duration(7800, 'en'), '2\u00a0hr 10\u00a0min');
  assert.equal(duration(7800, 'zh-CN'), '2小时 10分钟');
  assert.equal(duration(3600, 'en'), '1\u00a0hr');
  assert.equal(about(89, 'en'), '89\u00a0sec');
  assert.equal(about(600, 'zh-CN'), '10分钟');
  assert.equal(about(9000, 'en'), '2.5\u00a0hr');
  assert.equal(bytes(1536, 'en'), '1.5\u00a0kB');
  assert.equal(bytes(400 * 1024 ** 2, 'zh-CN'), '400\u00a0MB');
  assert.match(date('2026-11-26T08:50:00Z', 'zh-CN'), /2026年11月26日/);
  assert.match(date('2026-11-26T12:00:00Z', 'en'), /Nov 26, 2026/);
  assert.equal(date('no date', 'en'), '–');
  assert.equal(day('2026-11-26T12:00:00Z', 'en'), 'Nov 26, 2026');
  assert.equal(clock(3725), '1:02:05');
  assert.equal(clock(65), '1:05');
});

test('every language has every sentence, with the same places', () => {
  for (const [language, catalogue] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(english).sort(), language);
    for (const [key, template] of Object.entries<Template>(english)) {
      const wanted = [...new Set(placesOf(template))].sort();
      assert.deepEqual([...new Set(placesOf(catalogue[key]!))].sort(), wanted, `${key} in ${language}`);
    }
  }
});

test('in Chinese, brackets beside characters are wide, and no space follows a full stop', () => {
  const sentences = Object.entries({ ...chinese, ...manifestStrings });
  assert.ok(sentences.length > 1000);
  // The text of a link of Markdown is followed by its address.
  const narrow = /\p{Script=Han} ?\(|\([^()]*\p{Script=Han}[^()]*\)|\) ?\p{Script=Han}|[。！？，；：] /u;
  for (const [key, text] of sentences) assert.doesNotMatch(text.replaceAll(/\]\([^()]*\)/g, ']'), narrow, key);
});

test('in Chinese, a number that ends in a character is not set apart from the next', () => {
  const chinese = { language: 'zh-CN', catalogue: { x: '{n:compact} 个字符' }, medium: 'plain' } as const;
  const count = (n: number): string => render({ key: 'x', arguments: { n } }, chinese);
  assert.equal(count(13_500), '1.35万个字符');
  assert.equal(count(135), '135 个字符');
});

test('in Chinese, the word before the last of a list is set apart from Latin letters', () => {
  const chinese = { language: 'zh-CN', catalogue: { x: '{names:list}' }, medium: 'plain' } as const;
  const list = (...names: string[]): string =>
    render({ key: 'x', arguments: { names: names.map(textMessage) } }, chinese);
  assert.equal(list('native', 'wasm'), 'native 和 wasm');
  assert.equal(list('boats（60）', 'gardens（60）', 'music（60）'), 'boats（60）、gardens（60）和 music（60）');
  assert.equal(list('词', '字符'), '词和字符');
});

test('a sentence names flags in a terminal, and what an editor has in an editor', () => {
  const columns: Message = { key: 'error.noLabelColumn', arguments: { name: 'a.csv', columns: 'mood, note' } };
  const said = (medium: Medium): string => render(columns, inEnglish(medium));
  assert.match(said('terminal'), /Name it with --label-column\. Columns: mood, note\.$/);
  assert.doesNotMatch(said('notification'), /--/);
  assert.match(said('notification'), /Give several texts the same short label\. Columns: mood, note\.$/);
});

test('what an editor says names no flag, in either language', () => {
  // Said in a terminal alone, or about a command line.
  const ofTerminal = /^(?:help|terminal|usage|compression|option\.hint)\./;
  for (const [language, catalogue] of Object.entries(languages))
    for (const [key, template] of Object.entries(catalogue)) {
      if (ofTerminal.test(key)) continue;
      const message = messageOf(key, template, 'x');
      const reader = { language, catalogue, medium: 'notification' } as const;
      assert.doesNotMatch(render(message, reader), /--[a-z]/, `${language} ${key}`);
      assert.doesNotMatch(render(message, { ...reader, medium: 'terminal' }), /\[\[|\]\]/, `${language} ${key}`);
    }
});

void test('a character is written out alone as it is beside one that is never shown', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const beside = visible(`${character}\u0001`);
    if (beside !== `${visible(character)}\u2401`) assert.fail(`U+${code.toString(16)}: ${beside}`);
  }
});
