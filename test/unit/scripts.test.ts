/** Command lines of the scripts: what is wrong is said in a line, with the usage, and nothing is done. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

const run = (args: readonly string[]) =>
  new Promise<{ code: number | null; said: string; output: string }>(done => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [said, output] = ['', ''];
    child.stdout.on('data', chunk => (output += String(chunk)));
    child.stderr.on('data', chunk => (said += String(chunk)));
    child.on('close', code => {
      done({ code, said, output });
    });
  });

const program = (name: string): string[] => ['scripts/run.mjs', `bench/${name}.ts`];
const scripts: Readonly<Record<string, string[]>> = {
  bench: program('run'),
  'bench:editor': program('editor/main'),
  reproduce: program('reproduce/run'),
  'reproduce, race': [...program('reproduce/run'), '--race'],
  test: ['scripts/test.mjs'],
  unit: ['scripts/unit.mjs'],
  coverage: ['scripts/coverage.mjs'],
  build: ['scripts/build.mjs'],
  start: ['scripts/start.mjs'],
  kill: ['scripts/kill.mjs'],
};

for (const [name, script] of Object.entries(scripts))
  test(`${name} answers --help and what it does not know with its usage`, async () => {
    // One after the other: each builds the same file.
    const help = await run([...script, '--help']);
    const unknown = await run([...script, '--halp']);
    assert.equal(help.code, 0, help.said);
    assert.match(help.output, /^Usage: (npm|node) /);
    assert.equal(unknown.code, 2, unknown.said);
    assert.match(unknown.said, /^Unknown option '--halp'\.\nUsage: /);
    for (const text of [help, unknown]) assert.doesNotMatch(text.said + text.output, /^\s+at /m);
  });

test('names that a script does not know are refused by name', async () => {
  for (const [script, args, name] of [
    ['bench', ['--rows', 'nothing'], 'nothing'],
    ['test', ['everything'], 'everything'],
    ['kill', ['many'], 'many'],
    ['unit', ['no/such/test'], 'no/such/test'],
  ] as const) {
    const { code, said } = await run([...scripts[script]!, ...args]);
    assert.equal(code, 2);
    assert.match(said, new RegExp(`^.*${name}.*\\nUsage: `), said);
  }
});
