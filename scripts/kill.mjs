/**
 * Kills trainings of each kind at many moments (kill -9), the kinds side by side, and looks whether their models open and can be gone on with:
 * `node scripts/kill.mjs 1000`. Run `node scripts/build.mjs` first. The last line is `N kills, N of them of a run gone on with, N models lost`.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const kills = Number(process.argv[2] ?? 50);
const cli = process.env.UNROLL_CLI ?? 'dist/cli.js';
const folder = mkdtempSync(join(tmpdir(), 'unroll-kill-'));
const endless = ['--epochs', '100000', '--patience', '0', '--hidden', '16', '--threads', '1', '--engine', 'wasm'];

/** @param {string} name @param {(n: number) => string} lineOf */
function written(name, lineOf) {
  const file = join(folder, name);
  writeFileSync(file, Array.from({ length: 200 }, (_, n) => `${lineOf(n)}\n`).join(''));
  return file;
}

/** How each kind is trained, and what is asked of its models, whose name comes after the first word. */
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

/** What a command prints; undefined where it fails. @param {string[]} args */
const printed = args =>
  promisify(execFile)(process.execPath, [cli, ...args]).then(
    ({ stdout }) => stdout,
    () => undefined,
  );

/** Whether all models in a folder are listed and answer. @param {string} models @param {string[]} use */
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

/** The files of all models below a folder, as they are now. @param {string} models */
const filesIn = models =>
  existsSync(models)
    ? readdirSync(models, { recursive: true, encoding: 'utf8' }).map(
        name => `${name} ${statSync(join(models, name), { throwIfNoEntry: false })?.mtimeMs}`,
      )
    : [];

/** What is waited for: nothing, or a file that is written. What has a checkpoint is gone on with. */
const moments = ['', 'weights', 'model', 'checkpoint', 'checkpoint', 'checkpoint'];

/** Some time after the start, or just when one of its files is written. @param {string} models */
async function moment(models) {
  const written = moments[Math.floor(moments.length * Math.random())];
  if (!written) {
    await setTimeout(200 + Math.floor(4000 * Math.random()));
    return;
  }
  const before = new Set(filesIn(models));
  for (const end = performance.now() + 30_000; performance.now() < end; await setTimeout(1))
    if (filesIn(models).some(file => file.includes(written) && !before.has(file))) break;
  await setTimeout(Math.floor(30 * Math.random()));
}

let lost = 0;
let goneOnWith = 0;

/** Every other run of a kind goes on with what the kill before has left. @param {typeof kinds[number]} kind @param {number} kills @param {string} name */
async function killing({ train, size, use }, kills, name) {
  let resumed = '';
  let models = '';
  for (let kill = 0; kill < kills; kill++) {
    if (resumed === '') models = join(folder, `${name}${kill}`);
    else goneOnWith++;
    const args = resumed === '' ? [...endless, ...size] : ['--resume', resumed, '--engine', 'wasm'];
    const child = spawn(process.execPath, [cli, ...train, ...args, '--out', models, '--quiet'], { stdio: 'ignore' });
    const ended = new Promise(done => child.once('exit', done));
    await moment(models);
    child.kill('SIGKILL');
    await ended;
    if (!(await isSound(models, use))) {
      lost++;
      console.log(`kill ${kill}: ${models} is not sound`);
    }
    const [id] = existsSync(models) ? readdirSync(models) : [];
    const canGoOn = id !== undefined && existsSync(join(models, id, 'checkpoint.safetensors'));
    resumed = canGoOn && kill % 2 === 0 ? join(models, id) : '';
  }
}

await Promise.all(
  kinds.map((kind, place) => killing(kind, Math.floor((kills + place) / kinds.length), `models${place}-`)),
);
if (lost === 0) rmSync(folder, { recursive: true, force: true });
console.log(`${kills} kills, ${goneOnWith} of them of a run gone on with, ${lost} models lost`);
process.exit(lost > 0 ? 1 : 0);
