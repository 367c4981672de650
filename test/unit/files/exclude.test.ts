import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { defaultEditorSettings } from '../../../src/options/editor';
import { isExcluded } from '../../../src/files/exclude';
import { isExcludedFile } from '../../../src/files/excludedFile';

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
  ['!notes.txt', '/notes.txt', false],
  ['#draft', '/#draft', true],
];

for (const [pattern, path, excluded] of cases)
  test(`${pattern} ${excluded ? 'excludes' : 'lets through'} ${path}`, () => {
    assert.equal(isExcluded(path, [pattern]), excluded);
  });

test('the default patterns let a text through, and nothing that holds secrets', () => {
  const excluded = (path: string): boolean => isExcluded(path, defaultEditorSettings.exclude);
  for (const text of ['notes.txt', 'environment.md', 'credentials', 'config', 'keys.txt'])
    assert.ok(!excluded(`/home/me/${text}`), text);
  for (const secret of [
    ...[
      '.env',
      '.env.local',
      '.npmrc',
      '.netrc',
      '.git-credentials',
      '.aws/credentials',
      '.kube/config',
      '.ssh/config',
    ],
    ...['id_rsa.pub', 'id_ecdsa', 'id_ed25519', 'a.pem', 'a.key', 'a.p12', 'a.pfx', 'a.ppk', 'a.jks', 'a.kdbx'],
    ...['terraform.tfstate', 'repository/.git/config'],
  ])
    assert.ok(excluded(`/home/me/${secret}`), secret);
});

/** A matcher that goes back to each asterisk takes years over these. */
test('no pattern takes long', () => {
  const path = `/${'a'.repeat(200)}/${'a/'.repeat(100)}${'a'.repeat(200)}`;
  const patterns = [
    '*a'.repeat(24),
    '**/a/'.repeat(24),
    '**/*a*a*a*a/'.repeat(12),
    '?*'.repeat(50),
    '{a,b}'.repeat(40),
  ];
  assert.equal(isExcluded(path, [...patterns.map(pattern => `${pattern}b`), '{1..100000000}']), false);
});

test('a link to an excluded file is excluded, wherever it stands', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unroll-exclude-'));
  try {
    const file = (name: string) => ({ scheme: 'file', path: join(folder, name), fsPath: join(folder, name) });
    await writeFile(join(folder, '.env'), 'KEY=1');
    await writeFile(join(folder, 'a.txt'), 'text');
    await symlink(join(folder, '.env'), join(folder, 'notes.txt'));
    await symlink(join(folder, 'a.txt'), join(folder, 'b.txt'));
    const excluded = (name: string) => isExcludedFile(file(name), defaultEditorSettings.exclude);
    assert.deepEqual(await Promise.all(['.env', 'notes.txt', 'a.txt', 'b.txt', 'gone.txt'].map(excluded)), [
      ...[true, true],
      ...[false, false, false],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
