/** "-" in the place of a file: the command as a process of its own, with the text on its standard input. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

const text = 'the quick brown fox jumps over the lazy dog\n'.repeat(60);
const labelled = Array.from({ length: 40 }, (_, n) => `${n % 2 ? 'good\tbright day' : 'bad\tdark night'} ${n}\n`).join(
  '',
);
const numbers = Array.from({ length: 80 }, (_, n) => `${Math.sin(n / 3).toFixed(3)}\n`).join('');
const small = ['--epochs', '1', '--threads', '1', '--engine', 'wasm', '--quiet', '--out', 'models'];

describe('"-"', () => {
  let folder = '';
  const run = (args: readonly string[], input: string | Buffer) => {
    const env = { ...process.env, LANG: 'C', UNROLL_DEBUG: '' };
    const options = { cwd: folder, input, env, timeout: 60_000 };
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('out/unit/cli.js'), ...args], options);
    return { status, said: String(stderr), output: String(stdout) };
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-input-'));
    for (const [args, input] of [
      [['train', '-', ...small, '--hidden', '8', '--embedding', '4'], text],
      [['train-classifier', '-', '--name', 'moods', ...small], labelled],
    ] as const) {
      const { status, said } = run(args, input);
      assert.equal(status, 0, said);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is named what it is, as the model that comes of it', () => {
    const names = readdirSync(join(folder, 'models')).map(id => {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'models', id, 'model.json'), 'utf8'));
      return manifest && typeof manifest === 'object' && 'name' in manifest ? manifest.name : undefined;
    });
    assert.deepEqual(names.sort(), ['moods', 'standard input']);
  });

  for (const [args, input, expected] of [
    [['vocab', '-'], text, /^standard input/],
    [['count', '-', '--out', 'models', '--name', 'counted'], text, /standard input/],
    [['evaluate', 'standard input', '-', '--models', 'models'], text, /"standard input"/],
    [['evaluate', 'standard input', '-', '--surprisal', '--json', '--models', 'models'], text, /"word":"the"/],
    [['evaluate-classifier', 'moods', '-', '--models', 'models'], labelled, /good/],
    [['classify', 'moods', '-', '--models', 'models'], 'bright day\n\ndark night\n', /bright day\n.*dark night\n$/],
    [['classify', 'moods', '--files', '-', '--models', 'models'], 'bright day', /\t-\n$/],
    [['forecast', '-', '--horizon', '3', ...small, '--name', 'waves'], numbers, /waves-/],
  ] as const)
    it(`is standard input for ${args.join(' ')}`, () => {
      const { status, said, output } = run(args, input);
      assert.equal(status, 0, said);
      assert.match(output, expected);
    });

  it('comes back as it was from what was compressed of it', () => {
    const bytes = Buffer.from([0, 1, 2, 255, 254, 0, 13, 10]);
    assert.equal(run(['compress', '-', '-o', 'packed.unrz'], bytes).status, 0);
    assert.equal(run(['decompress', '-', '-o', 'same'], readFileSync(join(folder, 'packed.unrz'))).status, 0);
    assert.deepEqual(readFileSync(join(folder, 'same')), bytes);
  });

  it('has an encoding, as files have', () => {
    const { status, output } = run(['vocab', '-', '--encoding', 'utf-16le'], Buffer.from('été '.repeat(20), 'utf16le'));
    assert.equal(status, 0);
    assert.match(output, /"é"/);
  });

  for (const [args, input, expected] of [
    [['vocab', '-'], '', /"standard input" is empty\./],
    [['vocab', '-'], ' \n\n', /"standard input" holds nothing but white space\./],
    [['classify', 'moods', '--models', 'models'], ' \n', /There is nothing to label\. Give some words\./],
    [['train', '-', 'other.txt', ...small], text, /Standard input \(-\) is read alone/],
    [['count', '-', '--out', 'models'], Buffer.from([0, 1, 2, 0, 3]), /"standard input"/],
  ] as const)
    it(`ends in a sentence for ${args.slice(0, 3).join(' ')} and what cannot be read`, () => {
      const { status, said } = run(args, input);
      assert.match(said, expected);
      assert.doesNotMatch(said, /^\s+at /m);
      assert.notEqual(status, 0);
    });
});
