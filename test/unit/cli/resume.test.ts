/**
 * Trainings of every kind as processes of their own, killed (SIGKILL) in the middle and gone on with: what they come to is bit for bit what
 * they come to without. A process that is halted for as long as the first checkpoint takes to be due writes it at its next step, however
 * fast the machine is.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readManifest, readRun } from '../../../src/store/manifest';
import { labelledRules } from '../../fixtures/labelledRules';
import { haltUntilCheckpoint } from '../halt';
import { ruleTsv } from '../kinds/ruleLanguage';

const cli = resolve('out/unit/cli.js');
const elsewhere = { skip: process.platform === 'win32', concurrency: 2 };

const fox = Array.from({ length: 80 }, (_, n) => `the quick brown fox jumps over the lazy dog number ${n}\n`).join('');
const weeks = Array.from(
  { length: 200 },
  (_, n) => `${new Date(86_400_000 * n).toISOString().slice(0, 10)},${(n % 7) + (n % 3)}`,
).join('\n');
const [sources, targets] = [0, 1].map(column =>
  ruleTsv()
    .trim()
    .split('\n')
    .map(line => line.split('\t')[column])
    .join('\n'),
);

const small = ['--hidden', '16', '--epochs', '12', '--patience', '0'];
const network = [...small, '--embedding', '8', '--threads', '1', '--engine', 'wasm'];
const language = [...network, '--batch', '8', '--steps', '16'];
const cases: [string, string[]][] = [
  ['a text of which ever more is trained on at once', ['train', 'fox.txt', ...language, '--batch-ramp', '3']],
  ['a text with two threads in C, Muon and a rate that falls straight', ['train', 'fox.txt', ...language, '--threads', '2', '--engine', 'native', '--optimiser', 'muon', '--schedule', 'linear']], // prettier-ignore
  ['words in a drawn order, their weights averaged', ['train', 'fox.txt', ...language, '--sampling', 'random', '--tokens', 'word', '--average', '0.99']], // prettier-ignore
  ['a text and a time', ['train', 'fox.txt', ...network.filter(word => !/^(--epochs|12)$/.test(word)), '--seconds', '3']], // prettier-ignore
  ['two texts', ['train', 'fox.txt', 'notes/a.md', ...language]],
  ['a folder of which files are held out', ['train', 'notes', ...language, '--hold-out', 'files']],
  ['a translation', ['train-translation', 'rules.tsv', ...network, '--optimiser', 'muon', '--schedule', 'linear']],
  ['a translation of two files, averaged', ['train-translation', 'sources.txt', '--target', 'targets.txt', ...network, '--average', '0.9']], // prettier-ignore
  ['labels', ['train-classifier', 'labels.tsv', ...network]],
  ['a series', ['forecast', 'weeks.csv', ...small, '--threads', '1', '--engine', 'wasm', '--epochs', '40']],
];

describe('a run that is killed and gone on with', elsewhere, () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-resume-'));
    mkdirSync(join(folder, 'notes'));
    const files = { 'fox.txt': fox, 'weeks.csv': weeks, 'labels.tsv': labelledRules(), 'rules.tsv': ruleTsv() };
    const notes = Object.fromEntries(['a', 'b', 'c'].map(name => [`notes/${name}.md`, fox.replaceAll('fox', name)]));
    for (const [name, text] of Object.entries({ ...files, ...notes, 'sources.txt': sources, 'targets.txt': targets }))
      writeFileSync(join(folder, name), text ?? '');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param heard is given the kind of every event. */
  const run = (args: string[], heard: (kind: string, child: ChildProcess) => void = () => undefined) =>
    new Promise<{ code: number | null; said: string }>(done => {
      const child = spawn(process.execPath, [cli, ...args, '--json'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let rest = '';
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + String(chunk)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) heard(/^\{"kind":"(\w+)"/.exec(line)?.[1] ?? '', child);
      });
      child.stderr.on('data', chunk => (said += String(chunk)));
      child.on('close', code => {
        done({ code, said });
      });
    });
  const modelIn = (models: string): string => join(folder, models, readdirSync(join(folder, models))[0]!);
  /** What it has come to: its weights, and its history but for the time that it took. */
  const outcomeOf = async (model: string) => {
    const { validations, result } = await readRun(model);
    const weights = readFileSync(join(model, 'weights.safetensors'), 'base64');
    return { weights, validations, result: { ...result, seconds: 0 } };
  };

  for (const [at, [what, args]] of cases.entries())
    it(`${what}: comes to what an uninterrupted one comes to`, async () => {
      const [killedIn, wholeIn] = [`killed${at}`, `whole${at}`];
      let validations = 0;
      let saved = 0;
      await run([...args, '--out', killedIn], (kind, child) => {
        if (kind === 'checkpoint' && saved++ === 0) child.kill('SIGKILL');
        if (kind === 'validation' && validations++ === 0) haltUntilCheckpoint(child);
      });
      const killed = modelIn(killedIn);
      const { state, options } = await readManifest(killed);
      assert.deepEqual([saved > 0, state], [true, 'interrupted'], 'killed between its first checkpoint and its end');
      assert.ok('training' in options);
      // How much is learned in a time is measured anew by each run.
      const epochs = args.includes('--seconds') ? ['--epochs', String(options.training.epochs)] : [];
      const whole = await run([...args, ...epochs, '--out', wholeIn]);
      assert.equal(whole.code, 0, whole.said);
      const flags = ['--target', '--engine'].filter(flag => args.includes(flag));
      const again = flags.flatMap(flag => [flag, args[args.lastIndexOf(flag) + 1]!]);
      const words = args.slice(
        0,
        args.findIndex(word => word.startsWith('--')),
      );
      const resumed = await run([...words, ...again, '--resume', killed, '--out', killedIn]);
      assert.equal(resumed.code, 0, resumed.said);
      assert.deepEqual(await outcomeOf(killed), await outcomeOf(modelIn(wholeIn)));
    });
});
