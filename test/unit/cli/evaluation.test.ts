/** The commands that evaluate, as processes of their own, and a model that is another one's. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

const cli = resolve('out/unit/cli.js');

describe('a model of a text', () => {
  let folder = '';
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], {
      cwd: folder,
      env: { ...process.env, LANG: 'C' },
      encoding: 'utf8',
    });
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-evaluation-'));
    writeFileSync(join(folder, 'fox.tsv'), 'the quick brown fox\tjumps over the lazy dog\n'.repeat(20));
    assert.equal(run('count', 'fox.tsv', '--out', 'models').status, 0);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is evaluated by one command, which the others name', () => {
    const { status, stdout } = run('evaluate', 'fox', 'fox.tsv', '--models', 'models');
    assert.deepEqual([status, /perplexity \d/.test(stdout)], [0, true]);
    for (const command of ['evaluate-translation', 'evaluate-classifier']) {
      const { status, stdout, stderr } = run(command, 'fox', 'fox.tsv', '--models', 'models');
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /not for a model like "fox"\. Evaluate it with "unroll evaluate"\.\n$/);
    }
  });
});
