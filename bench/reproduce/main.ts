/** Trains the requested rows and prints the order of the rows, then a line of JSON per run; `run.ts` makes the table. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { refuse } from '../../scripts/commandLine.mjs';
import { reproduceArguments, reproduceUsage } from './arguments';
import type { DataFile, Experiment, Report, Skipped } from './experiment';
import { compressionExperiments } from './compression';
import { firstEditionExperiment } from './firstEdition';
import { labelExperiments } from './labels';
import { languageModelExperiments } from './languageModelRows';
import { seriesExperiments } from './series';
import { translationExperiments } from './translationRows';

/** The rows of the table, in its order. */
const experiments: readonly Experiment[] = [
  ...seriesExperiments,
  ...languageModelExperiments,
  ...compressionExperiments,
  firstEditionExperiment('fixed', 'PyTorch 2.91, 2.86, 2.88; the notes, on another text, 1.60', 3),
  firstEditionExperiment('shifting', 'PyTorch 4.72, 4.48', 5),
  ...translationExperiments,
  ...labelExperiments,
];

const values = reproduceArguments();

/** Searches $UNROLL_DATA, the folder beside the repository, and the data of the tests. */
function find(file: DataFile): string | undefined {
  const folders = [process.env['UNROLL_DATA'], '../shared/data', 'test/golden/data'].filter(folder => folder);
  return folders.map(folder => resolve(folder!, file)).find(path => existsSync(path));
}

/** The row with that name, else the rows whose names begin with it. */
function named(id: string): Experiment[] {
  const exact = experiments.filter(candidate => candidate.id === id);
  const found = exact.length > 0 ? exact : experiments.filter(candidate => candidate.id.startsWith(`${id}-`));
  if (found.length > 0) return found;
  refuse(
    reproduceUsage,
    `There is no row "${id}". There are ${experiments.map(candidate => candidate.id).join(', ')}.`,
  );
}

/** @returns what to print, a JSON line */
async function lineOf(experiment: Experiment, seed: number, modelsFolder: string): Promise<Report | Skipped> {
  const { id, title, file, madeFrom = 'made from the seed' } = experiment;
  const path = file === undefined ? '' : find(file);
  if (path === undefined) return { skipped: id, reason: `${file} is not there; UNROLL_DATA names its folder` };
  const outcome = await experiment.run({ seed, path, modelsFolder });
  const date = new Date().toISOString().slice(0, 10);
  return { row: id, title, file: file ?? madeFrom, seed, ...outcome, date };
}

const usualSeeds = 3;

const seedsOf = ({ seeds = usualSeeds }: Experiment): number[] => Array.from({ length: seeds }, (_, at) => at + 1);

async function main(): Promise<void> {
  const wanted = values.rows?.split(',').flatMap(named) ?? experiments;
  const modelsFolder = mkdtempSync(join(tmpdir(), 'unroll-reproduce-'));
  console.log(JSON.stringify({ order: experiments.map(({ id }) => id) }));
  try {
    for (const experiment of wanted)
      for (const seed of values.seeds?.split(',').map(Number) ?? seedsOf(experiment))
        console.log(JSON.stringify(await lineOf(experiment, seed, modelsFolder)));
  } finally {
    rmSync(modelsFolder, { recursive: true, force: true });
  }
}

void main();
