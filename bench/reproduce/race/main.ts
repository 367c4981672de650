/** Trains every candidate on every text and prints a line of JSON per run; `race.ts` stores them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { language } from '../../../src/kinds/language/implementation';
import { defaultLanguageModelOptions, languageTable, type LanguageModelOptions } from '../../../src/options/language';
import { optionsIn } from '../../../src/options/option';
import { valueAt } from '../../../src/options/read';
import type { TrainingEvent } from '../../../src/protocol/metrics';
import { runTraining } from '../../../src/training/runTraining';
import { measureSpeed } from '../../../src/worker/measureSpeed';
import { engineOf } from '../languageModel';
import { candidates, type Candidate } from './candidates';
import { bestWithin, type Point, type RaceLine, type RaceRun } from './record';
import { raceArguments, type RaceText } from './texts';

const { texts, budgets, seeds, wanted } = raceArguments();

async function main(): Promise<void> {
  const gflops = await measureSpeed();
  const running = candidates.filter(({ id }) => wanted === undefined || wanted.includes(id));
  for (const budget of budgets)
    for (const text of texts)
      for (const candidate of running)
        for (const seed of seeds) print(await run(candidate, text, { budget, seed, gflops }));
}

interface Heat {
  budget: number;
  seed: number;
  gflops: number;
}

async function run(candidate: Candidate, { name, path }: RaceText, { budget, seed, gflops }: Heat): Promise<RaceRun> {
  const characters = readFileSync(path, 'utf8').length;
  const sized = candidate.options({ characters, seconds: budget, gflops });
  const options = { ...sized, training: { ...sized.training, seed, sampleEverySeconds: 1e9 } };
  const modelsFolder = mkdtempSync(join(tmpdir(), 'unroll-race-'));
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const curve: Point[] = [];
  const events: TrainingEvent[] = [];
  // Work after the last step (samples, voices) is not part of the race.
  const ending = new AbortController();
  const emit = (event: TrainingEvent): void => {
    events.push(event);
    if (event.kind === 'validation') curve.push([rounded(seconds(), 1), rounded(event.validation.loss, 4)]);
    if (event.kind === 'phase' && event.phase === 'saving') ending.abort();
  };
  try {
    await runTraining(
      language,
      {
        kind: 'language',
        sources: [{ kind: 'file', name, path }],
        options,
        engine: 'auto',
        modelsFolder,
        modelName: name,
      },
      { emit, signal: new AbortController().signal, stop: ending.signal },
    );
  } finally {
    rmSync(modelsFolder, { recursive: true, force: true });
  }
  return {
    text: name,
    candidate: candidate.id,
    title: candidate.title,
    budget,
    seed,
    curve,
    ...bestWithin(curve, budget),
    seconds: rounded(curve.at(-1)?.[0] ?? seconds(), 1),
    command: commandOf(name, options),
    engine: engineOf(events),
    date: new Date().toISOString().slice(0, 10),
  };
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The command with a flag for every option that differs from its default. */
function commandOf(name: string, options: LanguageModelOptions): string {
  const flags = optionsIn(languageTable).flatMap(({ path, option: { facts } }) => {
    const value = valueAt(options, path);
    const [flag = ''] = facts.flag?.split(' ') ?? [];
    const plain = typeof value === 'string' || typeof value === 'number';
    if (flag === '' || !plain || path.at(-1) === 'sampleEverySeconds') return [];
    return value === valueAt(defaultLanguageModelOptions, path) ? [] : [`${flag} ${value}`];
  });
  return `unroll train ${name} ${flags.join(' ')}`;
}

function print(line: RaceLine): void {
  console.log(JSON.stringify(line));
}

void main();
