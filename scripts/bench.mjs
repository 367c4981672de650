/**
 * Training speed side by side, each program in a process of its own:
 * `npm run bench -- [--rows a,b] [--who a,b] [--rounds 3] [--seconds 2] [--out FILE]`; `npm run bench -- --kernels [shape ...]`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundlePrograms } from './bench/bundle.mjs';
import { preparePrograms, programNames } from './bench/programs.mjs';
import { ensureNode } from './nodes.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kernels: { type: 'boolean', default: false },
    rows: { type: 'string' },
    who: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    out: { type: 'string' },
  },
});

const folder = await bundlePrograms();
const found = await ensureNode(24);
if ('reason' in found) console.log(`${found.reason} Going on with Node ${process.version}.`);
const node = 'path' in found ? found.path : process.execPath;
if (values.kernels) {
  process.exit(spawnSync(node, [join(folder, 'kernels.js'), ...positionals], { stdio: 'inherit' }).status ?? 1);
}
await compare();

async function compare() {
  const { compareOn, machineReport, rowsOf, shapeOf, shapeReport, shapes, summary } = await import(
    pathToFileURL(join(folder, 'main.js')).href
  );
  const rows = values.rows?.split(',') ?? Object.keys(shapes);
  rows.forEach(shapeOf);
  const own = { node, unroll: join(folder, 'unroll.js') };
  const programs = await preparePrograms(values.who?.split(',') ?? programNames, own);
  for (const { who, reason } of programs) if (reason) console.log(`skipped ${who}: ${reason}`);

  const engine = [node, join(folder, 'engine.js')];
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores; load ${loadavg()[0]?.toFixed(1)}`);
  for (const line of await machineReport(engine)) console.log(line);
  const comparison = {
    contestants: programs.filter(program => 'command' in program),
    engine,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    print: line => console.log(line),
  };
  const all = [];
  for (const row of rows) {
    all.push(await compareOn(row, comparison));
    console.log(`\n${shapeReport(all.at(-1))}`);
    // After every row, so that a run that is broken off leaves what it has.
    if (values.out) writeFileSync(values.out, `${JSON.stringify({ rows: rowsOf(all) }, undefined, 2)}\n`);
  }
  console.log(`\n${summary(all)}`);
}
