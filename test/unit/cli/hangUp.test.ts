/** A hang-up and a reader that goes away in the middle of every command that works long, without a terminal. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { busy, cases, cli, folderToWorkIn, mostMilliseconds } from './atWork';

describe('without a terminal', { skip: process.platform === 'win32' }, () => {
  let folder = '';
  before(() => {
    folder = folderToWorkIn();
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Its end as a process without a terminal, which this is done to in the middle of its work. */
  const endedBy = (args: string[], when: RegExp | undefined, act: (child: ChildProcess) => void) =>
    new Promise<{ end: string; output: string }>(done => {
      const env = { ...process.env, LANG: 'C' };
      const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env, timeout: mostMilliseconds });
      let output = '';
      let acted = false;
      const read = (chunk: Buffer): void => {
        output += String(chunk);
        if (acted || !when?.test(output)) return;
        acted = true;
        act(child);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      const acting = when ? undefined : setInterval(() => act(child), 700);
      child.on('close', (code, signal) => {
        clearInterval(acting);
        done({ end: String(signal ?? code), output });
      });
    });

  /** Without a terminal these say nothing before they read. */
  const inSilence = new Set(['translate', 'classify', 'compress']);
  /** Of a training without a terminal: lines. */
  const begun = /tokens\/s|epoch/;

  describe('a hang-up in the middle', { concurrency: 2 }, () => {
    for (const [command, { args, when, soonDone }] of Object.entries(cases)) {
      if (soonDone) continue;
      it(`ends ${command}`, async () => {
        const awaited = inSilence.has(command) ? undefined : when === busy ? begun : when;
        const { end, output } = await endedBy([command, ...args], awaited, child => child.kill('SIGHUP'));
        // Where there is something to keep, it is kept first.
        assert.match(end, when === busy ? /^130$/ : /^(130|SIGHUP)$/, output.slice(-2000));
        assert.doesNotMatch(output, /^\s+at .*:\d+/m);
      });
    }
  });

  describe('a reader that goes away in the middle', { concurrency: 2 }, () => {
    // Those that print as they go: of others nobody has read anything yet.
    for (const command of ['train', 'sweep', 'train-translation', 'train-classifier', 'forecast', 'generate'])
      it(`ends ${command} without a word`, async () => {
        const { args = [], when } = cases[command] ?? {};
        const awaited = when === busy ? begun : when;
        const { end, output } = await endedBy([command, ...args], awaited, child => child.stdout?.destroy());
        assert.equal(end, when === busy ? '130' : '0', output.slice(-2000));
        assert.doesNotMatch(output, /EPIPE|^\s+at .*:\d+/m);
      });
  });
});
