/** Exit codes: a table of everything that can be wrong with what a command is given. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { failureOf } from '../../../src/cli/failure';
import { errorCodes, UnrollError } from '../../../src/protocol/errors';
import { message } from '../../../src/words/message';
import { cli } from './atWork';

describe('the exit code', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-codes-'));
    const write = (name: string, content: string | Uint8Array): void => {
      writeFileSync(join(folder, name), content);
    };
    mkdirSync(join(folder, 'damaged'));
    write('damaged/model.json', '{');
    write('empty', '');
    write('blank', ' \n\n ');
    write('short', 'too short\n');
    write(
      'binary',
      Uint8Array.from({ length: 500 }, (_, i) => (i * 89) % 256),
    );
    write('table', 'one\ntwo\nthree\n');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[]) =>
    new Promise<{ code: number | null; said: string }>(done => {
      const env = { ...process.env, LANG: 'C', UNROLL_DEBUG: '' };
      const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.on('data', chunk => (said += String(chunk)));
      child.on('close', code => {
        done({ code, said });
      });
    });

  const readers = [['train'], ['train-translation'], ['train-classifier'], ['forecast'], ['vocab'], ['count']] as const;
  const faulty = ['empty', 'blank', 'binary', 'missing', 'table'] as const;
  for (const file of faulty)
    it(`is 2 whichever command is given a file that is unusable: ${file}`, async () => {
      for (const command of readers) {
        // Three lines are a text that a vocabulary can be made of.
        if (file === 'table' && command[0] === 'vocab') continue;
        const { code, said } = await run([...command, file]);
        assert.equal(code, 2, `${command.join(' ')}: ${said}`);
      }
    });

  it('is 2 for a model that is missing or damaged, and for a file that is no model', async () => {
    for (const args of [
      ['generate', 'nobody', '--models', 'none'],
      ['generate', 'damaged'],
      ['evaluate', 'damaged', 'short'],
      ['translate', 'damaged', 'a'],
      ['classify', 'damaged', 'a'],
      ['import', 'table'],
      ['import', 'empty'],
      ['import', 'missing'],
      ['decompress', 'table', '-o', 'out'],
      ['export', 'damaged', '-o', 'out.csv'],
    ]) {
      const { code, said } = await run(args);
      assert.equal(code, 2, `${args.join(' ')}: ${said}`);
    }
  });

  it('is 2 for a wrong command line', async () => {
    for (const args of [
      ['train'],
      ['trian', 'short'],
      ['train', 'short', '--hiden', '3'],
      ['train', 'short', '--hidden', 'x'],
    ])
      assert.equal((await run(args)).code, 2, args.join(' '));
  });

  it('tells what cannot be used from what failed', () => {
    const codes = Object.fromEntries(
      errorCodes.map(code => [code, failureOf(new UnrollError(code, message('error.cancelled')), false).exitCode]),
    );
    assert.deepEqual(codes, {
      'empty-text': 2,
      'text-too-short': 2,
      'binary-file': 2,
      'file-not-found': 2,
      'file-unreadable': 2,
      'not-saved': 1,
      'model-not-found': 2,
      'model-damaged': 2,
      'bad-options': 2,
      cancelled: 130,
      'no-engine': 1,
      'worker-died': 1,
      busy: 1,
      internal: 1,
    });
    assert.equal(failureOf(new Error('x'), false).exitCode, 1);
  });

  it('comes with one sentence; what a library says is for who asks for it', async () => {
    for (const args of [
      ['import', 'table'],
      ['decompress', 'table', '-o', 'out'],
    ]) {
      const { said } = await run(args);
      assert.deepEqual([said.trim().split('\n').length, /invalid|Error:/.test(said)], [1, false], said);
    }
    // The path of a model's file, and the place in it, help to mend it.
    assert.match((await run(['generate', 'damaged'])).said, /damaged[/\\]model\.json: /);
    const error = new UnrollError('model-damaged', message('error.noArchive', { name: 'a' }), 'invalid zip data');
    assert.deepEqual(
      [false, true].map(asked => failureOf(error, asked).detail),
      [undefined, 'invalid zip data'],
    );
  });
});
