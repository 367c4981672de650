/** How much memory a command takes at most, on Linux. It says so itself at its end: whoever looks at it from outside may miss that moment. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Bytes. @param args of `unroll` */
export async function peakOf(args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-peak-'));
  try {
    const [witness, said] = [join(folder, 'witness.cjs'), join(folder, 'status')];
    writeFileSync(
      witness,
      `process.on('exit', () => require('fs').writeFileSync(process.env.SAID, require('fs').readFileSync('/proc/self/status')))`,
    );
    const child = spawn(process.execPath, ['--require', witness, resolve('out/unit/cli.js'), ...args], {
      env: { ...process.env, SAID: said },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let remarks = '';
    child.stderr.on('data', chunk => (remarks += String(chunk)));
    assert.equal(await new Promise(done => child.once('close', done)), 0, remarks);
    // Not `maxRSS`, which begins with what the process that started it had.
    return 1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(said, 'utf8'))?.[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
