import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

// `node scripts/kill.mjs 1000` does it oftener.
test('a training of any kind that is killed at any moment loses no model, and goes on', () => {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/kill.mjs', '50'], {
    encoding: 'utf8',
    env: { ...process.env, UNROLL_CLI: 'out/unit/cli.js' },
  });
  assert.match(stdout, /50 kills, \d+ of them of a run gone on with, 0 models lost/);
  assert.equal(status, 0);
});
