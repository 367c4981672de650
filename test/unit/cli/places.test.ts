/** The command as a process of its own, with paths that cannot be read or written: a sentence each, no stack, no waiting. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

const cli = resolve('out/unit/cli.js');
const elsewhere = { skip: process.platform !== 'linux' };

describe('a path', elsewhere, () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-places-'));
    writeFileSync(join(folder, 'text.txt'), 'the quick brown fox jumps over the lazy dog\n'.repeat(60));
    mkdirSync(join(folder, 'notes'));
    symlinkSync('round', join(folder, 'circle'));
    symlinkSync('circle', join(folder, 'round'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Of a process that is given ten seconds, and what it is written. */
  const run = (args: string[], input: Buffer = Buffer.alloc(0)) =>
    new Promise<{ code: number | null; said: string }>(done => {
      const env = { ...process.env, LANG: 'C', UNROLL_DEBUG: '' };
      const child = spawn(process.execPath, [cli, ...args], { cwd: folder, timeout: 60_000, env });
      let said = '';
      child.stdout.resume();
      child.stderr.on('data', chunk => (said += String(chunk)));
      child.stdin.on('error', () => undefined).end(input);
      child.on('close', code => {
        done({ code, said });
      });
    });
  const long = 'a'.repeat(300);
  const small = ['--epochs', '1', '--hidden', '8', '--embedding', '4', '--threads', '1', '--engine', 'wasm'];

  for (const [what, args, sentence] of [
    ['too long to read', ['train', long], /its path is too long/],
    ['that leads round in a circle', ['train', 'circle'], /lead round in a circle/],
    ['that is a device', ['train', '/dev/zero'], /"zero" is a device/],
    ['of a folder where a file is needed', ['vocab', 'notes'], /"notes" is a folder/],
    ['of labels that is a circle', ['train-classifier', 'circle'], /lead round in a circle/],
    ['of a series that is a device', ['forecast', '/dev/zero'], /is a device/],
    [
      'of models below what holds no folders',
      ['train', 'text.txt', '--out', '/proc/none', ...small],
      /cannot be saved.*is not there/,
    ],
    [
      'of models that is a file',
      ['train', 'text.txt', '--out', 'text.txt', ...small],
      /cannot be saved.*is not a folder/,
    ],
    ['of models too long', ['train', 'text.txt', '--out', long, ...small], /cannot be saved.*too long/],
    ['of models that is a circle', ['models', '--models', 'circle'], /lead round in a circle/],
  ] as const)
    it(`${what} ends in a sentence`, async () => {
      const { code, said } = await run([...args]);
      const last = said.trim().split('\n').at(-1) ?? '';
      assert.match(last, sentence);
      assert.doesNotMatch(said, /^\s+at /m);
      assert.equal(code, 1);
    });

  it('makes the folders that it needs', async () => {
    const { code, said } = await run(['train', 'text.txt', '--out', 'a/b/c', '--quiet', ...small]);
    assert.equal(code, 0, said);
  });

  it('of standard input is read as a file is: encodings, NUL characters, empty lines', async () => {
    const table = Array.from({ length: 12 }, (_, n) => `${n % 2 ? 'bon' : 'mal'}\tle café numéro ${n}`).join('\n');
    writeFileSync(join(folder, 'labels.tsv'), table);
    const made = await run(['train-classifier', 'labels.tsv', '--out', 'models', '--quiet', '--epochs', '1', '--hidden', '8', '--threads', '1', '--engine', 'wasm']); // prettier-ignore
    assert.equal(made.code, 0, made.said);
    const ask = ['classify', 'labels', '--models', 'models', '--engine', 'wasm'];
    const latin = await run(ask, Buffer.from('un café\n\nle thé\n', 'latin1'));
    assert.equal(latin.code, 0);
    assert.match(latin.said, /"standard input" was read as windows-1252/);
    const none = await run(ask, Buffer.from('a\0b\n'));
    assert.deepEqual([none.code, /NUL characters \(line 1\)/.test(none.said)], [1, true]);
  });
});
