/**
 * Trains the models of the notes for real and holds the results to what is published:
 * `npm run reproduce -- [--seeds 1,2,3] [--rows lstm,gru]`. Results are kept in docs/reproduction.json, run by run; docs/reproduction.md
 * is made from them.
 */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { engineFilesIn, forNode, placeEngineFiles } from './bundle.mjs';
import { ensureNode } from './nodes.mjs';
import { bandOf, judgements, reproductionPage, within } from './reproduction-page.mjs';

const folder = 'out/reproduce';
const record = 'docs/reproduction.json';
const page = 'docs/reproduction.md';

mkdirSync('docs', { recursive: true });
await placeEngineFiles(folder);
await build({
  entryPoints: { main: 'bench/reproduce/main.ts', replica: 'src/worker/replica.ts' },
  ...forNode,
  outdir: folder,
  define: engineFilesIn(folder),
});

const node = await ensureNode(24);
const program = spawn('path' in node ? node.path : process.execPath, [`${folder}/main.js`, ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});

let failed = false;
let order = [];
const trained = new Set();
for await (const line of createInterface({ input: program.stdout })) {
  const said = JSON.parse(line);
  if (said.order) order = said.order;
  else if (said.skipped) console.log(`${said.skipped}: skipped, ${said.reason}`);
  else keep({ ...said, machine: machine() });
}
for (const { what, values, inside, ...judged } of judgements(recorded().filter(({ row }) => trained.has(row))))
  if (judged.pooled) say(inside === values.length, { ...judged, what, value: values[0] });
process.exitCode = failed || (await exitCode()) !== 0 ? 1 : 0;

function exitCode() {
  return program.exitCode ?? new Promise(done => program.once('exit', done));
}

function machine() {
  return `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`;
}

/** @returns {any[]} */
function recorded() {
  return existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : [];
}

/** Prints a run and records it in place of the earlier one of the same row and seed. @param {any} run */
function keep(run) {
  trained.add(run.row);
  for (const check of run.checks.filter((/** @type {any} */ { over }) => over === undefined))
    say(within(check), { ...check, row: `${run.row} (seed ${run.seed})`, band: bandOf(check) });
  const others = recorded().filter(({ row, seed }) => row !== run.row || seed !== run.seed);
  const runs = [...others, run].sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row) || a.seed - b.seed);
  writeFileSync(record, `${JSON.stringify(runs, undefined, 2)}\n`);
  writeFileSync(page, reproductionPage(runs));
}

/** @param {boolean} ok @param {any} judged */
function say(ok, { row, what, value, published, band }) {
  failed ||= !ok;
  console.log(`${ok ? 'ok  ' : 'OUT '} ${row}: ${what} ${value.toFixed(3)}, published ${published}, band ${band}`);
}
