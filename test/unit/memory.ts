/** The peak memory of a command on Linux. The command writes it at its end, because sampling from outside may miss the peak. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { haltUntilCheckpoint } from './halt';

/** Bytes. @param args of `unroll` @param halted a training that tells its events: after its first step, until its first checkpoint is due */
export async function peakOf(args: readonly string[], halted = false): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-peak-'));
  try {
    const [witness, status] = [join(folder, 'witness.cjs'), join(folder, 'status')];
    writeFileSync(
      witness,
      `process.on('exit', () => require('fs').writeFileSync(process.env.STATUS_FILE, require('fs').readFileSync('/proc/self/status')))`,
    );
    const child = spawn(process.execPath, ['--require', witness, resolve('out/unit/cli.js'), ...args], {
      env: { ...process.env, STATUS_FILE: status },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let isToHalt = halted;
    child.stdout.on('data', chunk => {
      if (!isToHalt || !String(chunk).includes('"kind":"metrics"')) return;
      isToHalt = false;
      haltUntilCheckpoint(child);
    });
    let remarks = '';
    child.stderr.on('data', chunk => (remarks += String(chunk)));
    assert.equal(await new Promise(done => child.once('close', done)), 0, remarks);
    // Not `maxRSS`, which starts with the value of the parent process.
    return 1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
