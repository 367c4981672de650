/**
 * Kills a training at many moments (kill -9) and looks whether its model opens and can be gone on with: `node scripts/kill.mjs 1000`.
 * Run `node scripts/build.mjs` first. The last line is `N kills, N models lost`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const kills = Number(process.argv[2] ?? 50);
const cli = process.env.UNROLL_CLI ?? 'dist/cli.js';
const folder = mkdtempSync(join(tmpdir(), 'unroll-kill-'));
const text = join(folder, 'fox.txt');
writeFileSync(text, 'the quick brown fox jumps over the lazy dog\n'.repeat(200));
const small = ['--hidden', '16', '--batch', '8', '--steps', '16', '--threads', '1', '--engine', 'wasm'];

/** A model as it is listed, and whether anything of it is lost. @param {string} models */
function isSound(models) {
  const { status, stdout } = spawnSync(process.execPath, [cli, 'models', '--models', models, '--json']);
  const entries = String(stdout)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
  if (status !== 0 || entries.some(entry => 'damaged' in entry)) return false;
  // Weights that are there generate.
  return entries.every(
    ({ id, hasWeights }) =>
      !hasWeights ||
      spawnSync(process.execPath, [cli, 'generate', id, '--models', models, '--length', '5', '--engine', 'wasm'])
        .status === 0,
  );
}

let lost = 0;
let resumed = '';
let models = '';
for (let kill = 0; kill < kills; kill++) {
  // Every other run goes on with what the kill before has left.
  if (resumed === '') models = join(folder, `models${kill}`);
  const args = resumed === '' ? ['--epochs', '100000', '--patience', '0', ...small] : ['--resume', resumed];
  const child = spawn(process.execPath, [cli, 'train', text, ...args, '--out', models, '--quiet'], { stdio: 'ignore' });
  const ended = new Promise(done => child.once('exit', done));
  // From the first file to well after the first checkpoint.
  await setTimeout(200 + ((kill * 7919) % 4000));
  child.kill('SIGKILL');
  await ended;
  if (!isSound(models)) {
    lost++;
    console.log(`kill ${kill}: ${models} is not sound`);
  }
  const [id] = existsSync(models) ? readdirSync(models) : [];
  const canGoOn = id !== undefined && existsSync(join(models, id, 'checkpoint.safetensors'));
  resumed = canGoOn && kill % 2 === 0 ? join(models, id) : '';
}
if (lost === 0) rmSync(folder, { recursive: true, force: true });
console.log(`${kills} kills, ${lost} models lost`);
process.exit(lost > 0 ? 1 : 0);
