/** Ctrl+C in the middle of every command, on a terminal (by script(1) of util-linux): 130, the cursor shown, no stack, nothing half written. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createProgram } from '../../../src/cli/program';
import { processTerminal } from '../../../src/cli/terminal';
import { busy, cases, cli, folderToWorkIn, mostMilliseconds } from './atWork';

const onTerminal = {
  skip: process.platform !== 'linux' || spawnSync('script', ['--version']).status !== 0,
};
const interrupt = '\x03';

describe('Ctrl+C', onTerminal, () => {
  let folder = '';
  before(() => {
    folder = folderToWorkIn();
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
          if (command !== 'sweep' && /^Model: /m.test(output))
            assert.ok(
              output.includes(`Go on training it: unroll ${command} "${join(folder, args[0]!)}" --resume "`),
              output.slice(-1000),
            );
        });
  });

  it('before the first step of a training leaves no model, and says so', async () => {
    const { args } = cases['train']!;
    const { code, output } = await ended(['train', 'long.txt', ...args.slice(1)], /Reading the text/, interrupt);
    assert.equal(code, 130, output);
    assert.match(output, /stopped before its first step: nothing was made or changed/);
    assert.doesNotMatch(output, /^Model: /m);
  });

  it('leaves nothing half written', () => {
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      left.filter(name => name.endsWith('.tmp') || name === 'long.unrz'),
      [],
    );
  });
});
