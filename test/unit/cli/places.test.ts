/** The command as a process of its own, with paths that cannot be read or written: a sentence each, no stack, no waiting. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

const cli = resolve('out/unit/cli.js');
/** Absent as an exit code: that of what was given. */
type Faulty = [what: string, args: string[], sentence: RegExp, exitCode?: 1];

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

  /** Of a process that is given a minute, what it is written. @param before what starts it */
  const run = (args: string[], input: Buffer = Buffer.alloc(0), before: string[] = []) =>
    new Promise<{ code: number | null; said: string; output: string }>(done => {
      const env = { ...process.env, LANG: 'C', UNROLL_DEBUG: '' };
      const [command = '', ...words] = [...before, process.execPath, cli, ...args];
      const child = spawn(command, words, { cwd: folder, timeout: 60_000, env });
      let said = '';
      let output = '';
      child.stdout.on('data', chunk => (output += String(chunk)));
      child.stderr.on('data', chunk => (said += String(chunk)));
      child.stdin.on('error', () => undefined).end(input);
      child.on('close', code => {
        done({ code, said, output });
      });
    });
  const long = 'a'.repeat(300);
  const small = ['--epochs', '1', '--hidden', '8', '--embedding', '4', '--threads', '1', '--engine', 'wasm'];

  for (const [what, args, sentence, exitCode = 2] of [
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
      1,
    ],
    [
      'of models that is a file',
      ['train', 'text.txt', '--out', 'text.txt', ...small],
      /cannot be saved.*is not a folder/,
      1,
    ],
    ['of models too long', ['train', 'text.txt', '--out', long, ...small], /cannot be saved.*too long/, 1],
    ['to compress that is a device', ['compress', '/dev/zero', '-o', 'zero.unrz'], /is a device/],
    ['to compress that is a circle', ['compress', 'circle', '-o', 'circle.unrz'], /lead round in a circle/],
    ['to decompress that is a folder', ['decompress', 'notes', '-o', 'notes.txt'], /"notes" is a folder/],
    [
      'to compress into that is a folder',
      ['compress', 'text.txt', '-o', 'notes', '--force'],
      /a folder has that name/,
      1,
    ],
    [
      'to compress into that is a circle',
      ['compress', 'text.txt', '-o', 'circle', '--force'],
      /lead round in a circle/,
      1,
    ],
    ['to compress into that is too long', ['compress', 'text.txt', '-o', long], /too long/, 1],
    ['to compress into below a file', ['compress', 'text.txt', '-o', 'text.txt/x'], /not a folder/, 1],
    ['of a model that is a device', ['import', '/dev/zero'], /"zero" is no model/],
    ['of a model that is a folder', ['import', 'notes'], /"notes" is a folder\. Give a file\.$/],
    ['of models that is a circle', ['models', '--models', 'circle'], /lead round in a circle/],
  ] as Faulty[])
    it(`${what} ends in a sentence`, async () => {
      const { code, said } = await run([...args]);
      // Of a model, the line after it says what stands there.
      const end = said.trim().split('\n').slice(-2).join('\n');
      assert.match(end, sentence);
      assert.doesNotMatch(said, /^\s+at /m);
      assert.equal(code, exitCode);
    });

  /** Whom permissions bind: root but for what lets it pass over them. */
  const person = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
  const canBePerson = { skip: spawnSync(person[0] ?? 'true', person.length > 0 ? ['--version'] : []).status !== 0 };

  describe('that is forbidden', canBePerson, () => {
    const denied = /access to .* is denied/;
    before(async () => {
      const labelled = Array.from({ length: 12 }, (_, n) => `${n % 2 ? 'bon' : 'mal'}\ttexte ${n}`).join('\n');
      writeFileSync(join(folder, 'labelled.tsv'), labelled);
      for (const [command, file, name] of [
        ['train', 'text.txt', 'mine'],
        ['train', 'text.txt', 'bare'],
        ['train-classifier', 'labelled.tsv', 'labels'],
      ] as const) {
        const made = await run([command, file, '--out', 'here', '--name', name, '--quiet', ...small]);
        assert.equal(made.code, 0, made.said);
      }
      const [bare] = readdirSync(join(folder, 'here')).filter(name => name.startsWith('bare'));
      for (const name of ['closed', 'half/a', 'half/b', 'fixed']) mkdirSync(join(folder, name), { recursive: true });
      for (const name of ['closed', 'half', 'half/a'])
        writeFileSync(join(folder, name, 'one.txt'), 'a quick fox\n'.repeat(90));
      writeFileSync(join(folder, 'private.txt'), 'mine');
      for (const name of ['private.txt', `here/${bare}/weights.safetensors`, 'closed', 'half/b'])
        chmodSync(join(folder, name), 0);
      chmodSync(join(folder, 'fixed'), 0o555);
    });
    after(() => {
      for (const name of ['closed', 'half/b', 'fixed']) chmodSync(join(folder, name), 0o755);
    });

    for (const [what, args, sentence, exitCode = 2] of [
      ['a text', ['train', 'private.txt', ...small], /Check that you may open it/],
      ['pairs', ['train-translation', 'private.txt'], /Check that you may open it/],
      ['labels', ['train-classifier', 'private.txt'], /Check that you may open it/],
      ['a series', ['forecast', 'private.txt'], /Check that you may open it/],
      ['what is compressed', ['compress', 'private.txt', '-o', 'private.unrz'], /Check that you may open it/],
      ['what is evaluated', ['evaluate', 'mine', 'private.txt', '--models', 'here'], /Check that you may open it/],
      [
        'what is labelled',
        ['classify', 'labels', '--files', 'private.txt', '--models', 'here'],
        /Check that you may open it/,
      ],
      ['a folder of texts', ['train', 'closed', ...small], /1 folder may not be looked into.*closed/],
      ['a folder of labels', ['train-classifier', 'closed'], denied],
      ['the folder of a label', ['train-classifier', 'half'], denied],
      ['a folder of models that is read', ['models', '--models', 'closed'], denied],
      ['a folder of models that is written', ['train', 'text.txt', '--out', 'fixed', ...small], denied, 1],
      ['a folder for models within it', ['train', 'text.txt', '--out', 'fixed/deep', ...small], denied, 1],
      [
        'the weights of a model',
        ['generate', 'bare', '--models', 'here'],
        /"weights.safetensors" cannot be read: access to/,
      ],
      ['what is exported', ['export', 'mine', '--models', 'here', '-o', 'fixed/a.csv'], denied, 1],
      ['what is imported', ['import', 'private.txt'], /Check that you may open it/],
    ] as Faulty[])
      it(`ends in a sentence: ${what}`, async () => {
        const { code, said } = await run([...args], undefined, person);
        assert.match(said.trim().split('\n').at(-1) ?? '', sentence);
        assert.doesNotMatch(said, /^\s+at /m);
        assert.equal(code, exitCode);
      });

    it('is named where the rest is read', async () => {
      const { code, said } = await run(['train', 'half', '--out', 'rest', '--quiet', ...small], undefined, person);
      assert.deepEqual([code, /1 folder may not be looked into and is passed over: half\/b/.test(said)], [0, true]);
    });
  });

  it('of an output is what a link leads to, and no device or pipe is put out of its place', async () => {
    const made = await run(['train', 'text.txt', '--out', 'exported', '--quiet', ...small]);
    assert.equal(made.code, 0, made.said);
    writeFileSync(join(folder, 'real.csv'), 'old');
    symlinkSync('real.csv', join(folder, 'link.csv'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('/dev/full', join(folder, 'full'));
    const into = (output: string) => run(['export', 'text', '--models', 'exported', '-o', output]);
    assert.equal((await into('link.csv')).code, 0);
    assert.ok(lstatSync(join(folder, 'link.csv')).isSymbolicLink());
    assert.match(readFileSync(join(folder, 'real.csv'), 'utf8'), /^step,epoch/);
    const full = await into('full');
    assert.deepEqual([full.code, /the disk that holds .* is full/.test(full.said)], [1, true]);
    assert.ok(lstatSync(join(folder, 'full')).isSymbolicLink());
    const reader = spawn('cat', [join(folder, 'pipe')]);
    const read = new Promise<string>(done => {
      let text = '';
      reader.stdout
        .on('data', chunk => (text += String(chunk)))
        .on('close', () => {
          done(text);
        });
    });
    assert.equal((await into('pipe')).code, 0);
    assert.match(await read, /^step,epoch/);
  });

  it('of a pipe that nobody writes to is waited for no longer than it is wanted', async () => {
    execFileSync('mkfifo', [join(folder, 'silent')]);
    const child = spawn(process.execPath, [cli, 'vocab', 'silent'], { cwd: folder, timeout: 60_000 });
    // Until it reads, a signal ends it at once.
    await new Promise(done => setTimeout(done, 1000));
    child.kill('SIGINT');
    const ended = await new Promise<unknown>(done => {
      child.on('close', (code, signal) => {
        done(signal ?? code);
      });
    });
    assert.ok(ended === 'SIGINT' || ended === 130, String(ended));
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
    assert.deepEqual([none.code, /NUL characters \(line 1\)/.test(none.said)], [2, true]);
  });
});
