/** What a test command has started ends with it, however it ends. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** Whether a process is there and no mere entry that nobody has asked for. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a command that is ended', { skip: process.platform !== 'linux' }, () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-ending-'));
    const ending = pathToFileURL(resolve('scripts/ending.mjs')).href;
    // As a server of VS Code: it leads a group, and has started something in it.
    writeFileSync(
      join(folder, 'server.mjs'),
      `import { spawn } from 'node:child_process';
       const child = spawn('sleep', ['300'], { stdio: 'ignore' });
       console.log(process.pid, child.pid);
       process.on('SIGTERM', () => {});
       setInterval(() => {}, 1000);`,
    );
    writeFileSync(
      join(folder, 'command.mjs'),
      `import { spawn } from 'node:child_process';
       import { endAtSignals, endWithParent, endWithThis } from ${JSON.stringify(ending)};
       endAtSignals();
       // As a browser does, whose listener keeps the process alive.
       process.on('SIGTERM', () => {});
       const options = { detached: true, stdio: ['ignore', 'inherit', 'inherit'] };
       const server = spawn(process.execPath, ['--import', endWithParent, ${JSON.stringify(join(folder, 'server.mjs'))}], options);
       endWithThis(server, { group: true });
       setInterval(() => {}, 1000);`,
    );
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)
    it(`by ${signal} leaves nothing behind`, async () => {
      const command = spawn(process.execPath, [join(folder, 'command.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
      const gone = new Promise(done => command.once('exit', done));
      const started = await new Promise<number[]>(done => {
        command.stdout.once('data', chunk => {
          done(String(chunk).trim().split(' ').map(Number));
        });
      });
      assert.equal(started.length, 2);
      assert.ok(started.every(isThere));
      command.kill(signal);
      await gone;
      const until = performance.now() + 20_000;
      while (started.some(isThere) && performance.now() < until) await setTimeout(50);
      const left = started.filter(isThere);
      for (const pid of left) process.kill(pid, 'SIGKILL');
      assert.deepEqual(left, []);
    });
});
