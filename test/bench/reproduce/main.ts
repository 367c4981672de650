/** Trains the rows that were asked for and prints one JSON line a run; `scripts/reproduce.mjs` makes the table. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { TrainingEvent } from '../../../src/protocol/metrics';
import { openModel } from '../../../src/worker/jobs/openModel';
import { trainLanguageModel } from '../../../src/worker/jobs/trainLanguageModel';
import { noisySineResult } from './noisySine';
import { rows, type DataFile, type Row, type Trained } from './rows';

export interface RunReport {
  row: string;
  title: string;
  file: string;
  seed: number;
  checks: { what: string; published: string; value: number; from: number; to: number }[];
  seconds: number;
  tokensPerSecond: number;
  engine: string;
  sample: string;
  date: string;
}

const { values } = parseArgs({ options: { rows: { type: 'string' }, seeds: { type: 'string', default: '3' } } });

/** $UNROLL_DATA, the folder beside the repository, or what the tests bring along. */
function find(file: DataFile): string | undefined {
  const folders = [process.env['UNROLL_DATA'], '../shared/data', 'test/golden/data'].filter(folder => folder);
  return folders.map(folder => resolve(folder!, file)).find(path => existsSync(path));
}

async function train(row: Row, path: string, seed: number, modelsFolder: string): Promise<RunReport> {
  const wanted = row.options(readFileSync(path, 'utf8').length);
  const options = { ...wanted, training: { ...wanted.training, seed, sampleEverySeconds: 1e9 } };
  const events: TrainingEvent[] = [];
  const never = new AbortController().signal;
  const result = await trainLanguageModel(
    { source: { kind: 'file', name: row.file, path }, options, backend: 'wasm', modelsFolder, modelName: row.id },
    { emit: event => events.push(event), signal: never, stop: never },
  );
  const metrics = events.flatMap(event => (event.kind === 'metrics' ? [event.metrics] : []));
  const last = metrics.filter(({ epoch }) => epoch > options.training.epochs - 5);
  const trained: Trained = {
    trainLoss: last.reduce((sum, { trainLoss }) => sum + trainLoss, 0) / last.length,
    validations: events.flatMap(event => (event.kind === 'validation' ? [event.validation] : [])),
    baselineLoss: events.flatMap(event => (event.kind === 'baseline' ? [event.baseline.loss] : []))[0],
  };
  const started = events.flatMap(event => (event.kind === 'started' ? [event] : []))[0]!;
  const samples = events.flatMap(event => (event.kind === 'sample' ? [event.sample] : []));
  return {
    row: row.id,
    title: row.title,
    file: row.file,
    seed,
    checks: row.checks.map(({ what, published, value, band }) => ({
      what,
      published,
      value: value(trained),
      ...band(trained),
    })),
    seconds: result.seconds,
    tokensPerSecond: metrics.reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0) / metrics.length,
    engine: `${started.engine.measurements.find(({ backend }) => backend === started.engine.chosen)?.detail ?? ''}, ${started.engine.threads} threads`,
    sample: samples.at(-1) ? `${samples.at(-1)!.prefix}${samples.at(-1)!.continuation}` : await refusal(result.folder),
    date: new Date().toISOString().slice(0, 10),
  };
}

/** What is said to somebody who wants text from a bidirectional model. */
const refusal = (folder: string): Promise<string> =>
  openModel(folder, 'wasm').then(
    () => '',
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
  );

/** No text and no run: it has a row of its own. */
const noisySineRow = 'noisy-sine';

async function noisySine(seed: number): Promise<RunReport> {
  const began = performance.now();
  const { loss, distance } = await noisySineResult(seed);
  return {
    row: noisySineRow,
    title: 'MLP 4-10-1 on a noisy sine',
    file: 'made from the seed',
    seed,
    checks: [
      {
        what: 'mean squared error after 5 epochs',
        published: '0.052 (0.046 to 0.068)',
        value: loss,
        from: 0.04,
        to: 0.072,
      },
    ],
    seconds: (performance.now() - began) / 1000,
    tokensPerSecond: 0,
    engine: 'plain JavaScript, 1 thread',
    sample: distance.map(({ k, value }) => `${k} steps ahead ${value.toFixed(2)} from the sine`).join(', '),
    date: new Date().toISOString().slice(0, 10),
  };
}

function named(id: string): Row {
  const row = rows.find(candidate => candidate.id === id);
  if (row) return row;
  throw new Error(`There is no row "${id}". There are ${rows.map(candidate => candidate.id).join(', ')}.`);
}

async function main(): Promise<void> {
  const wanted = values.rows?.split(',');
  const modelsFolder = mkdtempSync(join(tmpdir(), 'unroll-reproduce-'));
  try {
    for (let seed = 1; seed <= Number(values.seeds); seed++) {
      if (!wanted || wanted.includes(noisySineRow)) console.log(JSON.stringify(await noisySine(seed)));
      for (const row of wanted?.filter(id => id !== noisySineRow).map(named) ?? rows) {
        const path = find(row.file);
        if (path === undefined) console.log(JSON.stringify({ skipped: row.id, reason: `${row.file} is not there` }));
        else console.log(JSON.stringify(await train(row, path, seed, modelsFolder)));
      }
    }
  } finally {
    rmSync(modelsFolder, { recursive: true, force: true });
  }
}

void main();
