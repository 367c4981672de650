/** Compares training speed, each program in its own process; as `usage` says. */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { engineFilesIn, forNode, placeEngineFiles } from '../scripts/bundle.mjs';
import { readArguments, refuse } from '../scripts/commandLine.mjs';
import { ensureNode } from '../scripts/nodes.mjs';
import { compareOn } from './compare';
import { machineReport } from './machine';
import { preparePrograms, programNames } from './programs';
import { shapeReport, summary } from './report';
import { rowsOf, type ShapeResults } from './results';
import { shapes } from './shapes';
import { startReport } from './start/measure';

const usage = `Usage: npm run bench -- [--rows a,b] [--who a,b] [--rounds 3] [--seconds 2] [--out FILE]
       npm run bench -- --kernels [shape ...]
       npm run bench -- --start [--rounds 9] [folder of a product ...]   the processor time of starting
Rows: ${Object.keys(shapes).join(', ')}
Who: ${programNames.join(', ')}`;
const { values, positionals } = readArguments(usage, {
  allowPositionals: true,
  options: {
    kernels: { type: 'boolean', default: false },
    start: { type: 'boolean', default: false },
    rows: { type: 'string' },
    who: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    out: { type: 'string' },
  },
});

const rows = values.rows?.split(',') ?? Object.keys(shapes);
const noRow = rows.find(row => !(row in shapes));
if (noRow !== undefined) refuse(usage, `There is no row "${noRow}".`);

const found = await ensureNode(24);
if ('reason' in found) console.log(`${found.reason} Going on with Node ${process.version}.`);
const node = 'path' in found ? found.path : process.execPath;
if (values.start) {
  for (const by of new Set([node, process.execPath])) {
    console.log(`\n${by} (${spawnSync(by, ['--version'], { encoding: 'utf8' }).stdout.trim()})\n`);
    console.log(await startReport(by, positionals.length > 0 ? positionals : ['.'], Number(values.rounds)));
  }
  process.exit();
}
const folder = await bundlePrograms();
if (values.kernels) {
  process.exit(spawnSync(node, [join(folder, 'kernels.js'), ...positionals], { stdio: 'inherit' }).status ?? 1);
}
await compare();

async function compare(): Promise<void> {
  const own = { node, unroll: join(folder, 'unroll.js') };
  const { ready, missing } = await preparePrograms(values.who?.split(',') ?? programNames, own);
  for (const { who, reason } of missing) console.log(`skipped ${who}: ${reason}`);

  const engine = [node, join(folder, 'engine.js')];
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  for (const line of await machineReport(engine)) console.log(line);
  const comparison = {
    contestants: ready,
    engine,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    print: (line: string) => {
      console.log(line);
    },
  };
  const all: ShapeResults[] = [];
  for (const row of rows) {
    const results = await compareOn(row, comparison);
    all.push(results);
    console.log(`\n${shapeReport(results)}`);
    // Written after every row, so that an aborted run keeps its results.
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ rows: rowsOf(all) }, undefined, 2)}\n`);
  }
  console.log(`\n${summary(all)}`);
}

/** Bundles the benchmark's programs as the product is, with the kernels; returns their folder. */
async function bundlePrograms(): Promise<string> {
  const outdir = resolve('out/bench');
  await placeEngineFiles(outdir);
  await build({
    entryPoints: {
      kernels: 'bench/kernels.ts',
      engine: 'bench/engine.ts',
      unroll: 'bench/unroll.ts',
      replica: 'src/worker/replica.ts',
    },
    ...forNode,
    outdir,
    define: engineFilesIn(outdir),
  });
  return outdir;
}
