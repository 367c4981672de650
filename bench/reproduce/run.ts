/**
 * Trains the models of the notes and compares the results with the published ones:
 * `npm run reproduce -- [--seeds 1,2,3] [--rows lstm,gru]`. Each run is stored in docs/reproduction.json; docs/reproduction.md
 * is made from it.
 */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { engineFilesIn, forNode, placeEngineFiles } from '../../scripts/bundle.mjs';
import { ensureNode } from '../../scripts/nodes.mjs';
import { reproduceArguments } from './arguments';
import type { ProgramLine } from './experiment';
import { race } from './race/race';
import { bandOf, judgements, reproductionPage, within, type RecordedRun } from './page';

const folder = 'out/reproduce';
const record = 'docs/reproduction.json';
const page = 'docs/reproduction.md';
const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`;

interface Judged {
  row: string;
  what: string;
  value: number;
  published: string;
  band: string;
}

if (process.argv.includes('--race')) {
  await race();
  process.exit();
}

// Wrong ones are refused before anything is built.
reproduceArguments();
const outside: string[] = [];
let order: string[] = [];
const trained = new Set<string>();

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
const exitCode = new Promise<number | null>(resolve => program.once('exit', resolve));

for await (const line of createInterface({ input: program.stdout })) {
  // Printed by main.ts of the same build.
  const output = JSON.parse(line) as ProgramLine;
  if ('order' in output) order = output.order;
  else if ('skipped' in output) console.log(`${output.skipped}: skipped, ${output.reason}`);
  else keep({ ...output, machine });
}
for (const { pooled, values, inside, ...judged } of judgements(recorded().filter(({ row }) => trained.has(row))))
  if (pooled) print(inside === values.length, { ...judged, value: values[0] ?? NaN });
process.exitCode = outside.length > 0 || (await exitCode) !== 0 ? 1 : 0;

function recorded(): RecordedRun[] {
  // Written by this program only.
  return existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as RecordedRun[]) : [];
}

/** Prints a run and stores it in place of the earlier run of the same row and seed. */
function keep(run: RecordedRun): void {
  trained.add(run.row);
  for (const check of run.checks.filter(({ over }) => over === undefined))
    print(within(check), { ...check, row: `${run.row} (seed ${run.seed})`, band: bandOf(check) });
  const others = recorded().filter(({ row, seed }) => row !== run.row || seed !== run.seed);
  const runs = [...others, run].sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row) || a.seed - b.seed);
  writeFileSync(record, `${JSON.stringify(runs, undefined, 2)}\n`);
  writeFileSync(page, reproductionPage(runs));
}

function print(ok: boolean, { row, what, value, published, band }: Judged): void {
  if (!ok) outside.push(`${row}: ${what}`);
  console.log(`${ok ? 'ok  ' : 'OUT '} ${row}: ${what} ${value.toFixed(3)}, published ${published}, band ${band}`);
}
