/** Measures programs for each shape in interleaved rounds, A B C A B C ..., so that noise affects all of them equally. */
import { Program, type Figures } from './program';
import type { Gigaflops } from './products';
import type { KernelEngine, Measurement, ShapeResults } from './results';
import { problemOf, shapeOf } from './shapes';
import { median } from './statistics';

/** A program of the comparison; the command takes the problem as a further argument. */
export interface Contestant {
  who: string;
  command: readonly string[];
}

export interface Comparison {
  contestants: readonly Contestant[];
  /** The command of the program that measures the peak of the kernels on this machine. */
  engine: readonly string[];
  rounds: number;
  seconds: number;
  print: (line: string) => void;
}

/** Enough for loading and one step of warm-up of a program whose steps take two minutes. */
const readyLimitMs = 150_000;
/** Enough for two steps of such a program. */
const roundLimitMs = 300_000;
/** A program whose round takes longer (two steps, then) gets no further round. */
const longRoundMs = 20_000;

interface Entry {
  who: string;
  program: Program;
  speeds: number[];
  threads: number | undefined;
  megabytes: number | undefined;
  ended: boolean;
}

export async function compareOn(shape: string, comparison: Comparison): Promise<ShapeResults> {
  const entries = await start(shape, comparison);
  const engine = new Program(comparison.engine);
  const peaks: Figures[] = [];
  try {
    await engine.ready(readyLimitMs);
    for (let round = 0; round < comparison.rounds; round++) {
      peaks.push(await engine.measure(roundLimitMs));
      for (const entry of entries.filter(({ ended }) => !ended)) await measure(shape, entry, comparison);
    }
  } finally {
    await Promise.all([engine, ...entries.map(({ program }) => program)].map(program => program.stop()));
  }
  const measured = entries.filter(({ speeds }) => speeds.length > 0);
  const peakOf = (engine: KernelEngine): Gigaflops => ({
    best: Math.max(...peaks.map(figures => figures[`${engine}Best`] ?? NaN)),
    usual: median(peaks.map(figures => figures[`${engine}Usual`] ?? NaN)),
  });
  return {
    shape,
    peaks: { wasm: peakOf('wasm'), native: peakOf('native') },
    measurements: measured.map(measurementOf),
  };
}

/** Starts the programs one after the other, so that none warms up while another is measured. */
async function start(shape: string, { contestants, seconds, print }: Comparison): Promise<Entry[]> {
  const problem = JSON.stringify(problemOf(shapeOf(shape), seconds));
  const entries: Entry[] = [];
  for (const { who, command } of contestants) {
    const program = new Program([...command, problem]);
    try {
      const { threads } = await program.ready(readyLimitMs);
      entries.push({ who, program, speeds: [], threads, megabytes: undefined, ended: false });
    } catch (error) {
      print(`skipped ${who} on ${shape}: ${messageOf(error)}`);
      await program.stop();
    }
  }
  return entries;
}

async function measure(shape: string, entry: Entry, { print }: Comparison): Promise<void> {
  const began = performance.now();
  try {
    const { tokensPerSecond } = await entry.program.measure(roundLimitMs);
    if (tokensPerSecond === undefined) throw new Error('it gave no speed.');
    entry.speeds.push(tokensPerSecond);
    entry.megabytes = entry.program.peakMegabytes;
    entry.ended = performance.now() - began > longRoundMs;
  } catch (error) {
    print(`skipped ${entry.who} on ${shape}: ${messageOf(error)}`);
    entry.ended = true;
  }
  if (entry.ended) await entry.program.stop();
}

const measurementOf = ({ who, speeds, threads, megabytes }: Entry): Measurement => ({
  who,
  speeds,
  threads,
  megabytes,
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
