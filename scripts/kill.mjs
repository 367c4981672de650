/**
 * Kills trainings of each kind at random moments (kill -9), the kinds in parallel, and checks whether their models open and can be resumed:
 * `node scripts/kill.mjs 1000`. Run `node scripts/build.mjs` first. The last line is `N kills, N of them of a run gone on with, N models lost`.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readArguments, refuse } from './commandLine.mjs';

const usage = 'Usage: node scripts/kill.mjs [number of kills, 50]';
const [asked = '50'] = readArguments(usage, { allowPositionals: true }).positionals;
const kills = Number(asked);
if (!(kills >= 1)) refuse(usage, `"${asked}" is no number of kills.`);
const cli = process.env.UNROLL_CLI ?? 'dist/cli.js';
const folder = mkdtempSync(join(tmpdir(), 'unroll-kill-'));
const endless = ['--epochs', '100000', '--patience', '0', '--hidden', '16', '--threads', '1', '--engine', 'wasm'];

/** @param {string} name @param {(n: number) => string} lineOf */
function written(name, lineOf) {
  const file = join(folder, name);
  writeFileSync(file, Array.from({ length: 200 }, (_, n) => `${lineOf(n)}\n`).join(''));
  return file;
}

/** The commands that train each kind and use its models; a model's name is inserted after the first word. */
const kinds = [
  {
    train: ['train', written('fox.txt', n => `the quick brown fox jumps over the lazy dog ${n}`)],
    size: ['--batch', '8', '--steps', '16'],
    use: ['generate', '--length', '5'],
  },
  {
    train: ['train-translation', written('pairs.tsv', n => `we see ${n % 7} cats\twir sehen ${n % 7} katzen`)],
    size: ['--min-frequency', '1'],
    use: ['translate', 'we see 3 cats'],
  },
  {
    train: ['train-classifier', written('labels.tsv', n => `${n % 2 ? 'even\t2 4 6' : 'odd\t1 3 5'} and ${n}`)],
    size: [],
    use: ['classify', '2 4 6'],
  },
  {
    train: ['forecast', written('series.txt', n => String((n % 7) + (n % 3)))],
    size: [],
    use: ['forecast', '--quiet', '--model'],
  },
];

/** The output of a command; undefined if it fails. @param {string[]} args */
const printed = args =>
  promisify(execFile)(process.execPath, [cli, ...args]).then(
    ({ stdout }) => stdout,
    () => undefined,
  );

/** Whether all models in a folder can be listed and used. @param {string} models @param {string[]} use */
async function isSound(models, [verb = '', ...asked]) {
  const listed = await printed(['models', '--models', models, '--json']);
  if (listed === undefined) return false;
  const entries = listed
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
  if (entries.some(entry => 'damaged' in entry)) return false;
  for (const { id, hasWeights } of entries) {
    if (!hasWeights) continue;
    const place = verb === 'forecast' ? [...asked, id, '--out', models] : [id, ...asked, '--models', models];
    if ((await printed([verb, ...place, '--engine', 'wasm'])) === undefined) return false;
  }
  return true;
}

/** The names and times of all files of models below a folder. @param {string} models */
const filesIn = models =>
  existsSync(models)
    ? readdirSync(models, { recursive: true, encoding: 'utf8' }).map(
        name => `${name} ${statSync(join(models, name), { throwIfNoEntry: false })?.mtimeMs}`,
      )
    : [];

/** The events to wait for: none, or the writing of a file. */
const moments = ['', 'weights', 'model', 'checkpoint', 'checkpoint', 'checkpoint'];

/** As long as the first checkpoint takes to be due. */
const millisecondsToFirstCheckpoint = 2000;

/**
 * Waits a random time, or until one of the model's files is written. A process that is halted until its checkpoint is due writes it at its next
 * step, and computes nothing meanwhile.
 * @param {string} models @param {import('node:child_process').ChildProcess} child
 */
async function moment(models, child) {
  const written = moments[Math.floor(moments.length * Math.random())];
  if (!written) {
    await setTimeout(200 + Math.floor(4000 * Math.random()));
    return;
  }
  const before = new Set(filesIn(models));
  /** @param {string} name */
  const until = async name => {
    for (const end = performance.now() + 30_000; performance.now() < end; await setTimeout(5))
      if (filesIn(models).some(file => file.includes(name) && !before.has(file))) return;
  };
  if (written === 'checkpoint' && process.platform !== 'win32') {
    await until('');
    child.kill('SIGSTOP');
    await setTimeout(millisecondsToFirstCheckpoint);
    child.kill('SIGCONT');
  }
  await until(written);
  await setTimeout(Math.floor(30 * Math.random()));
}

let lost = 0;
let resumptions = 0;

/**
 * Every other run resumes the run of the previous kill if that left a checkpoint. @param {typeof kinds[number]} kind @param {number} kills @param
 * {string} name
 */
async function killing({ train, size, use }, kills, name) {
  let resumed = '';
  let models = '';
  for (let kill = 0; kill < kills; kill++) {
    if (resumed === '') models = join(folder, `${name}${kill}`);
    else resumptions++;
    const args = resumed === '' ? [...endless, ...size] : ['--resume', resumed, '--engine', 'wasm'];
    const child = spawn(process.execPath, [cli, ...train, ...args, '--out', models, '--quiet'], { stdio: 'ignore' });
    const ended = new Promise(done => child.once('exit', done));
    await moment(models, child);
    child.kill('SIGKILL');
    await ended;
    if (!(await isSound(models, use))) {
      lost++;
      console.log(`kill ${kill}: ${models} is not sound`);
    }
    const [id] = existsSync(models) ? readdirSync(models) : [];
    const canResume = id !== undefined && existsSync(join(models, id, 'checkpoint.safetensors'));
    resumed = canResume && kill % 2 === 0 ? join(models, id) : '';
  }
}

await Promise.all(
  kinds.map((kind, place) => killing(kind, Math.floor((kills + place) / kinds.length), `models${place}-`)),
);
if (lost === 0) rmSync(folder, { recursive: true, force: true });
console.log(`${kills} kills, ${resumptions} of them of a run gone on with, ${lost} models lost`);
process.exit(lost > 0 ? 1 : 0);
