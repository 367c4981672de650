/** The plain recipe in PyTorch (peers/languageModel.py) on the same texts, stopped at the time limit. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ensurePyTorch } from '../../peers/install';
import { bestWithin, type Point, type RaceLine } from './record';
import type { RaceArguments } from './texts';

const hidden = 256;

export async function* pytorchRuns({ texts, budgets, seeds }: Omit<RaceArguments, 'wanted'>): AsyncGenerator<RaceLine> {
  const found = ensurePyTorch();
  if ('reason' in found) {
    yield { skipped: 'pytorch', reason: found.reason };
    return;
  }
  for (const budget of budgets)
    for (const { name, path } of texts)
      for (const seed of seeds) {
        const flags = ['--cell', 'gru', '--hidden', String(hidden), '--epochs', '100000', '--seed', String(seed)];
        const curve = await curveOf([found.python, 'bench/peers/languageModel.py', path, ...flags], budget);
        yield {
          text: name,
          candidate: 'pytorch',
          title: `PyTorch 2.13, GRU ${hidden}, Adam 2e-3, 50 x 50`,
          budget,
          seed,
          curve,
          ...bestWithin(curve, budget),
          seconds: curve.at(-1)?.[0] ?? budget,
          command: `python bench/peers/languageModel.py ${name} ${flags.join(' ')}`,
          engine: 'PyTorch, 2 threads',
          date: new Date().toISOString().slice(0, 10),
        };
      }
}

/** @param budget seconds from the start of the program */
async function curveOf([command = '', ...args]: readonly string[], budget: number): Promise<Point[]> {
  const began = performance.now();
  const program = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const timer = setTimeout(() => program.kill(), 1000 * budget);
  const curve: Point[] = [];
  for await (const line of createInterface({ input: program.stdout })) {
    // languageModel.py prints one line per epoch.
    const { validationLoss } = JSON.parse(line) as { validationLoss: number };
    curve.push([Number(((performance.now() - began) / 1000).toFixed(1)), validationLoss]);
  }
  clearTimeout(timer);
  return curve;
}
