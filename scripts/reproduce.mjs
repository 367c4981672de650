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
import { bandOf, reproductionPage, within } from './reproduction-page.mjs';

const folder = 'out/reproduce';
const record = 'docs/reproduction.json';
const page = 'docs/reproduction.md';

mkdirSync('docs', { recursive: true });
await placeEngineFiles(folder);
await build({
  entryPoints: { main: 'test/bench/reproduce/main.ts', replica: 'src/worker/replica.ts' },
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
for await (const line of createInterface({ input: program.stdout })) {
  const said = JSON.parse(line);
  if (said.order) order = said.order;
  else if (said.skipped) console.log(`${said.skipped}: skipped, ${said.reason}`);
  else keep({ ...said, machine: machine() });
}
process.exitCode = failed || (await exitCode()) !== 0 ? 1 : 0;

function exitCode() {
  return program.exitCode ?? new Promise(done => program.once('exit', done));
}

function machine() {
  return `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`;
}

/** Prints a run and records it in place of the earlier one of the same row and seed. @param {any} run */
function keep(run) {
  for (const check of run.checks.filter((/** @type {any} */ { over }) => over === undefined)) {
    failed ||= !within(check);
    console.log(
      `${within(check) ? 'ok  ' : 'OUT '} ${run.row} (seed ${run.seed}): ${check.what} ${check.value.toFixed(3)}, published ${check.published}, band ${bandOf(check)}`,
    );
  }
  const earlier = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : [];
  const runs = [
    ...earlier.filter((/** @type {any} */ { row, seed }) => row !== run.row || seed !== run.seed),
    run,
  ].sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row) || a.seed - b.seed);
  writeFileSync(record, `${JSON.stringify(runs, undefined, 2)}\n`);
  writeFileSync(page, reproductionPage(runs));
}
