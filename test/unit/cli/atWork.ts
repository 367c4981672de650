/** Arguments of every command for tests that interrupt it, and a folder with the files it needs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { labelledRules } from '../../fixtures/labelledRules';
import { ruleTsv } from '../kinds/ruleLanguage';

export const cli = resolve('out/unit/cli.js');
/** The limit after which a command counts as one that does not end. */
export const mostMilliseconds = 60_000;

const small = ['--hidden', '8', '--threads', '1', '--engine', 'wasm'];
const endless = [...small, '--epochs', '100000', '--patience', '0', '--out', 'made'];
export const busy = /Training \.\.\.|epoch \d/;

export interface Case {
  args: string[];
  /** The output that shows that the command is working; absent: a fixed time after the start. */
  when?: RegExp;
  /** It may end before it can be interrupted. */
  soonDone?: boolean;
}

export const cases: Record<string, Case> = {
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

/** A folder with texts and models. */
export function folderToWorkIn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-interruption-'));
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
  return folder;
}
