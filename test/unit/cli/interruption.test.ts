/** Ctrl+C in the middle of every command, on a terminal (by script(1) of util-linux): 130, the cursor shown, no stack, nothing half written. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createProgram } from '../../../src/cli/program';
import { processTerminal } from '../../../src/cli/terminal';
import { labelledRules } from '../../fixtures/labelledRules';
import { ruleTsv } from '../kinds/ruleLanguage';

const cli = resolve('out/unit/cli.js');
const onTerminal = {
  skip: process.platform !== 'linux' || spawnSync('script', ['--version']).status !== 0,
};
const interrupt = '\x03';
/** No more than to notice that a command does not end. */
const mostMilliseconds = 60_000;

const small = ['--hidden', '8', '--threads', '1', '--engine', 'wasm'];
const endless = [...small, '--epochs', '100000', '--patience', '0', '--out', 'made'];
const busy = /Training \.\.\.|epoch \d/;

interface Case {
  args: string[];
  /** What it has printed when it is in the middle of its work; absent: some time later. */
  when?: RegExp;
  /** It may be done before anybody can press a key. */
  soonDone?: boolean;
}

const cases: Record<string, Case> = {
  train: { args: ['fox.txt', ...endless], when: busy },
  sweep: { args: ['fox.txt', '--hidden', '8,16', ...endless.slice(2)], when: busy },
  'train-translation': { args: ['rules.tsv', ...endless], when: busy },
  'train-classifier': { args: ['labels.tsv', ...endless], when: busy },
  forecast: { args: ['series.txt', ...endless], when: busy },
  generate: { args: ['fox', '--models', 'models', '--length', '1000000'], when: /^.{20}/s },
  vocab: { args: ['long.txt'] },
  count: { args: ['long.txt', '--order', '9', '--out', 'made'] },
  evaluate: { args: ['fox', 'long.txt', '--models', 'models'] },
  'evaluate-translation': { args: ['rules', 'long.tsv', '--models', 'models'] },
  'evaluate-classifier': { args: ['labels', 'many.tsv', '--models', 'models'] },
  translate: { args: ['rules', '--models', 'models'], when: /standard input/ },
  classify: { args: ['labels', '--models', 'models'], when: /standard input/ },
  compress: { args: ['long.txt', '-o', 'long.unrz'], when: /Compressing/ },
  decompress: { args: ['fox.unrz', '-o', 'again.txt'], soonDone: true },
  engines: { args: ['--hidden', '64'], soonDone: true },
  models: { args: ['--models', 'models'], soonDone: true },
  export: { args: ['fox', '--models', 'models', '--format', 'model', '-o', 'fox.unroll'], soonDone: true },
  import: { args: ['fox.unroll', '--out', 'made'], soonDone: true },
};

describe('Ctrl+C', onTerminal, () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-interruption-'));
    const fox = Array.from({ length: 300 }, (_, n) => `the quick brown fox jumps over the lazy dog ${n}\n`).join('');
    const pairs = ruleTsv().trim();
    for (const [name, text] of Object.entries({
      'fox.txt': fox,
      'long.txt': fox.repeat(600),
      'rules.tsv': pairs,
      'long.tsv': `${pairs}\n`.repeat(200),
      'labels.tsv': labelledRules(),
      'many.tsv': labelledRules().repeat(100),
      'series.txt': Array.from({ length: 200 }, (_, n) => (n % 7) + (n % 3)).join('\n'),
    }))
      writeFileSync(join(folder, name), text);
    for (const args of [
      ['train', 'fox.txt', ...small, '--epochs', '1', '--out', 'models'],
      ['train-translation', 'rules.tsv', ...small, '--epochs', '1', '--out', 'models'],
      ['train-classifier', 'labels.tsv', ...small, '--epochs', '1', '--out', 'models'],
      ['export', 'fox', '--models', 'models', '--format', 'model', '-o', 'fox.unroll'],
      ['compress', 'fox.txt', '-o', 'fox.unrz'],
    ]) {
      const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Its end, after these keys in the middle of its work. */
  const ended = (args: string[], when: RegExp | undefined, keys: string) =>
    new Promise<{ code: number | null; output: string }>(done => {
      const words = [process.execPath, cli, ...args].map(word => `'${word}'`).join(' ');
      const env = { ...process.env, LANG: 'C', TERM: 'xterm' };
      const child = spawn('script', ['-qec', words, '/dev/null'], { cwd: folder, env, timeout: mostMilliseconds });
      let output = '';
      let pressed = false;
      const press = (): void => {
        if (!pressed) child.stdin.write(keys);
        pressed = true;
      };
      child.stdin.on('error', () => undefined);
      child.stdout.on('data', chunk => {
        output += String(chunk);
        if (when?.test(output)) press();
      });
      // A key that comes before the command has the terminal is lost: it is pressed until the command ends.
      const pressing = when ? undefined : setInterval(() => child.stdin.write(keys), 250);
      child.on('close', code => {
        clearInterval(pressing);
        done({ code, output });
      });
    });

  it('is tried in every command', () => {
    const { commands } = createProgram(processTerminal, () => undefined);
    assert.deepEqual(Object.keys(cases).sort(), commands.map(command => command.name()).sort());
  });

  describe('in the middle', { concurrency: 2 }, () => {
    for (const [command, { args, when, soonDone }] of Object.entries(cases))
      for (const keys of when === busy ? [interrupt, interrupt + interrupt] : [interrupt])
        it(`ends ${command}${keys === interrupt ? '' : ' at once when it is pressed again'}`, async () => {
          const { code, output } = await ended([command, ...args], when, keys);
          assert.ok(code === 130 || (soonDone && code === 0), `${code}: ${output.slice(-2000)}`);
          assert.ok(output.lastIndexOf('\x1b[?25h') >= output.lastIndexOf('\x1b[?25l'), 'the cursor is shown');
          assert.doesNotMatch(output, /^\s+at .*:\d+/m);
        });
  });

  it('leaves nothing half written', () => {
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      left.filter(name => name.endsWith('.tmp') || name === 'long.unrz'),
      [],
    );
  });
});
