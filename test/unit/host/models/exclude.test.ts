import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultEditorSettings } from '../../../../src/options/editor';
import { isExcluded } from '../../../../src/host/models/exclude';

const cases: [string, string, boolean][] = [
  ['.env', '/a/.env', true],
  ['.env', '/a/b.env', false],
  ['.env.*', '/a/.env.local', true],
  ['*.pem', '/keys/server.PEM', true],
  ['*.pem', '/keys/server.pem.txt', false],
  ['secret?.txt', '/secret1.txt', true],
  ['*.{key,crt}', '/a/b.crt', true],
  ['private/*.txt', '/home/private/a.txt', true],
  ['private/*.txt', '/home/private/b/a.txt', false],
  ['private/**', '/home/private/b/a.txt', true],
  ['**/.ssh/**', '/home/me/.ssh/config', true],
  ['**/.ssh/**', '/home/me/ssh/config', false],
  ['a+b(c).txt', '/a+b(c).txt', true],
];

for (const [pattern, path, excluded] of cases)
  test(`${pattern} ${excluded ? 'excludes' : 'lets through'} ${path}`, () => {
    assert.equal(isExcluded(path, [pattern]), excluded);
  });

test('the default patterns let a text through', () => {
  assert.equal(isExcluded('/home/me/notes.txt', defaultEditorSettings.exclude), false);
  assert.equal(isExcluded('/home/me/id_rsa.pub', defaultEditorSettings.exclude), true);
});
