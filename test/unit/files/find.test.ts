import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { findFiles } from '../../../src/files/find';

let base = '';
before(async () => {
  base = await mkdtemp(join(tmpdir(), 'unroll-files-'));
  const files: Record<string, string> = {
    '.gitignore': 'drafts/\n*.log\n!keep.log\n',
    'notes/chapter 10.md': 'ten',
    'notes/chapter 2.md': 'two',
    'notes/picture.png': 'x',
    'notes/data.json': '{}',
    'notes/empty.md': '',
    'notes/.hidden.md': 'hidden',
    'notes/secret.pem': 'key',
    'notes/deep/er/three.txt': 'three',
    'notes/deep/.gitignore': 'ignored.txt\n!too.log\n',
    'notes/deep/ignored.txt': 'x',
    'notes/deep/too.log': 'x',
    'notes/some.log': 'x',
    'drafts/a.md': 'draft',
    'node_modules/p/README.md': 'x',
    'code/a.ts': 'let a;',
    'code/b.ts': 'let b;',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(base, name)), { recursive: true });
    await writeFile(join(base, name), text);
  }
  await symlink(join(base, 'notes'), join(base, 'notes', 'circle'), 'dir').catch(() => undefined);
});
after(() => rm(base, { recursive: true, force: true }));

const find = (places: string[], exclude: string[] = ['*.pem']) =>
  findFiles({ base, places, exclude }, () => Promise.resolve());
const namesOf = async (places: string[], likely?: boolean): Promise<string[]> =>
  (await find(places)).files.filter(file => likely === undefined || file.likely === likely).map(({ name }) => name);

test('a folder gives its texts in the order people count, without what is ignored, excluded, hidden or no text', async () => {
  assert.deepEqual(await namesOf(['notes'], true), [
    'notes/chapter 2.md',
    'notes/chapter 10.md',
    'notes/deep/er/three.txt',
  ]);
  // A nested .gitignore takes back what one above it says; what is no usual text is listed, not chosen.
  assert.deepEqual(await namesOf(['notes'], false), ['notes/data.json', 'notes/deep/too.log']);
});

test('a pattern gives what matches it', async () => {
  assert.deepEqual(await namesOf(['**/*.md']), ['notes/chapter 2.md', 'notes/chapter 10.md']);
  assert.deepEqual(await namesOf(['code/*.ts']), ['code/a.ts', 'code/b.ts']);
  assert.deepEqual(await namesOf(['notes/{data,none}.json']), ['notes/data.json']);
});

test('a folder without texts gives what there is', async () => {
  assert.deepEqual(await namesOf(['code'], true), ['code/a.ts', 'code/b.ts']);
});

test('files that are named are taken, each once', async () => {
  assert.deepEqual(await namesOf(['code/a.ts', 'code/a.ts', 'drafts/a.md', 'code']), [
    'code/a.ts',
    'code/b.ts',
    'drafts/a.md',
  ]);
});

test('what is excluded is so behind a link, too: of a file and of a folder', async () => {
  await mkdir(join(base, '.ssh'));
  await writeFile(join(base, '.ssh', 'hosts.txt'), 'a name');
  await writeFile(join(base, '.env'), 'a secret');
  const linked = await symlink('.ssh', join(base, 'letters'), 'dir').then(
    () => symlink('.env', join(base, 'plain.txt')),
    () => 'none may be made',
  );
  if (linked !== undefined) return;
  const exclude = ['.env', '**/.ssh/**'];
  const { files } = await findFiles({ base, places: ['letters', 'plain.txt', 'code/a.ts'], exclude }, () => Promise.resolve()); // prettier-ignore
  assert.deepEqual(
    files.map(({ name }) => name),
    ['code/a.ts'],
  );
});

test('of a folder a huge file is passed over and counted, named it is taken', async () => {
  const huge = join(base, 'huge', 'book.txt');
  await mkdir(dirname(huge));
  await writeFile(huge, 'x');
  await truncate(huge, 60 * 2 ** 20);
  const { files, tooLarge } = await find(['huge']);
  assert.deepEqual([files, tooLarge], [[], 1]);
  assert.deepEqual(await namesOf(['huge/book.txt']), ['huge/book.txt']);
});

test('nothing matches', async () => {
  assert.deepEqual((await find(['nowhere/**'])).files, []);
  assert.deepEqual((await find(['nothing.md'])).files, []);
});

test('it can be cancelled', async () => {
  await assert.rejects(
    findFiles({ base, places: ['.'], exclude: [] }, () => Promise.reject(new Error('enough'))),
    /enough/,
  );
});
