/** What the sources say to people goes through the catalogue, and what is in the catalogue is said. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { english } from '../../../src/words/english';

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name));

interface Literal {
  place: string;
  text: string;
  /** The line it stands in. */
  line: string;
}

/** Strings of a source, comments aside. Places of a template are left as `${}`. */
function literalsOf(file: string): Literal[] {
  const source = readFileSync(file, 'utf8');
  const tokens =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|\/(?![*/\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*(?=[\s.,;)\]])|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\[\s\S]|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}|[^`\\])*)`/g;
  return [...source.matchAll(tokens)].flatMap(match => {
    const text = match[1] ?? match[2] ?? match[3];
    if (text === undefined) return [];
    const before = source.slice(0, match.index);
    const start = before.lastIndexOf('\n') + 1;
    const end = source.indexOf('\n', match.index);
    const number = before.split('\n').length;
    return [{ place: `${file}:${number}`, text, line: source.slice(start, end < 0 ? undefined : end) }];
  });
}

const keys = Object.keys(english);
const catalogue = /^src\/words\/english(\/|\.ts$)/;
const sources = [...filesOf('src'), ...filesOf('webview')].filter(file => !catalogue.test(file));
const literals = sources.flatMap(literalsOf);

test('every sentence of the catalogue is said somewhere', () => {
  const whole = new Set(literals.map(({ text }) => text));
  // `cell.${cell}` says all keys that begin with "cell.": which ones these are, the types hold.
  const beginnings = literals.flatMap(({ text }) => /^([\w-]+\.[\w.-]*)\$\{/.exec(text)?.[1] ?? []);
  const within = literals.filter(({ text }) => text.includes('${')).map(({ text }) => text);
  const isSaid = (key: string): boolean => whole.has(key) || within.some(text => text.includes(`'${key}'`));
  const silent = keys.filter(key => !isSaid(key) && !beginnings.some(beginning => key.startsWith(beginning)));
  assert.deepEqual(silent, []);
});

test('every key that is written out in a message is in the catalogue', () => {
  for (const { text, line, place } of literals)
    if (line.includes(`key: '${text}'`) && /^[a-z]+\.[\w.]+$/.test(text) && line.includes('arguments'))
      assert.ok(keys.includes(text), `${place}: ${text}`);
});

/** For logs, stack traces and programs: never shown to a person as they are. */
const technical = [
  /\blog\??\.(?:info|warn|error|debug)\(/,
  /new (?:Range|Type)?Error\(/,
  /\bimport\b|\brequire\(/,
  /\bquestion: '|\bsubject = /,
];

test('no sentence for people stands outside the catalogue', () => {
  const rooms = /^(?:src\/(?!words\/)[a-z]+|webview)\//;
  const sentence = /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}|[a-z]{2,} [a-z]{2,}[.!?] *$/;
  // Details for the log, and identifiers.
  const detail = /^src\/(?:store|text|kinds)\/.*:[a-z$]/;
  // Programs and style sheets.
  const code = /^\n *[^ ].*[;{]$/m;
  const outside = literals.filter(
    ({ place, text, line }) =>
      rooms.test(place) &&
      sentence.test(text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '')) &&
      !/^(?:\.{0,2}\/|unroll )/.test(text) &&
      !detail.test(`${place.replace(/:\d+$/, '')}:${text}`) &&
      !code.test(text) &&
      !technical.some(pattern => pattern.test(line)),
  );
  assert.deepEqual(
    outside.map(({ place, text }) => `${place}: ${text}`),
    [],
  );
});

test('brackets and spaces between what is said are part of a sentence: in Chinese they are others', () => {
  // A column by its number and its first cell; an argument of a command.
  const others = ['src/text/labels/labelledTexts.ts', 'src/host/pickers/pairSource.ts'];
  const joined = literals.filter(
    ({ place, text, line }) =>
      /^(?:src\/(?:cli|host|kinds|options|words)|webview)\//.test(place) &&
      !others.some(file => place.startsWith(file)) &&
      !technical.some(pattern => pattern.test(line)) &&
      (/\} \((?:\$\{|[a-z]+\)$)/.test(text) || /\$\{(?:say|sentence|plain)\(.*\} \$?[({]/.test(text)),
  );
  assert.deepEqual(
    joined.map(({ place, text }) => `${place}: ${text}`),
    [],
  );
});

test('only host/notify speaks up, and nobody translates in another way', () => {
  const loud = /\bwindow\.(?:show(?:Information|Warning|Error)Message|withProgress|setStatusBarMessage)\b|\bl10n\.t\(/;
  for (const file of sources.filter(name => name.startsWith('src/') && name !== 'src/host/notify.ts'))
    assert.doesNotMatch(readFileSync(file, 'utf8'), loud, file);
});
