/**
 * `npm run reproduce -- --race`: held-out loss against seconds. Stores each run in docs/race.json, from which docs/race.md and its pictures are
 * made.
 */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { engineFilesIn, forNode, placeEngineFiles } from '../../../scripts/bundle.mjs';
import { ensureNode } from '../../../scripts/nodes.mjs';
import { racePage, raceCharts } from './page';
import { pytorchRuns } from './pytorch';
import type { RaceLine, RaceRun } from './record';
import { raceArguments } from './texts';

const folder = 'out/race';
const recordFile = 'docs/race.json';

export async function race(): Promise<void> {
  const { texts, budgets, seeds, wanted } = raceArguments();
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, load ${(loadavg()[0] ?? 0).toFixed(1)} before it began`;
  console.log(`${machine}; ${texts.map(({ name }) => name).join(', ')}`);
  await placeEngineFiles(folder);
  await build({
    entryPoints: { main: 'bench/reproduce/race/main.ts', replica: 'src/worker/replica.ts' },
    ...forNode,
    outdir: folder,
    define: engineFilesIn(folder),
  });
  const node = await ensureNode(24);
  const program = spawn(
    'path' in node ? node.path : process.execPath,
    [`${folder}/main.js`, ...process.argv.slice(2)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  // Printed by main.ts of the same build.
  for await (const line of createInterface({ input: program.stdout })) keep(JSON.parse(line) as RaceLine);
  if (wanted === undefined || wanted.includes('pytorch'))
    for await (const line of pytorchRuns({ texts, budgets, seeds })) keep(line);
}

function keep(line: RaceLine): void {
  if ('skipped' in line) {
    console.log(`${line.skipped}: skipped, ${line.reason}`);
    return;
  }
  const { text, candidate, budget, seed, loss, seconds } = line;
  console.log(
    `${text} ${candidate} seed ${seed}: ${loss?.toFixed(4) ?? 'nothing'} within ${budget} s (ended at ${seconds} s)`,
  );
  const same = (run: RaceRun): boolean =>
    run.text === text && run.candidate === candidate && run.budget === budget && run.seed === seed;
  const runs = [...recorded().filter(run => !same(run)), line];
  mkdirSync('docs/images', { recursive: true });
  writeFileSync(recordFile, `${JSON.stringify(runs)}\n`);
  writeFileSync('docs/race.md', racePage(runs));
  for (const { file, svg } of raceCharts(runs)) writeFileSync(`docs/${file}`, svg);
}

function recorded(): RaceRun[] {
  // Written by this program only.
  return existsSync(recordFile) ? (JSON.parse(readFileSync(recordFile, 'utf8')) as RaceRun[]) : [];
}
