/** The speed of the wasm kernels on this machine, on one core and on all cores at once. */
import { availableParallelism } from 'node:os';
import { Program, type Figures } from './program';
import { median } from './statistics';

const limitMs = 60_000;

/** @param engine the command of the program that measures the kernels; @returns lines to print */
export async function machineReport(engine: readonly string[]): Promise<string[]> {
  const programs = Array.from({ length: availableParallelism() }, () => new Program(engine));
  try {
    for (const program of programs) await program.ready(limitMs);
    const alone = await programs[0]!.measure(limitMs);
    const together = await Promise.all(programs.map(program => program.measure(limitMs)));
    const each = median(together.map(gigaflops));
    return [
      `GEMM peak of the wasm kernels: ${gigaflops(alone).toFixed(0)} GFLOP/s on one core; ` +
        `all ${programs.length} at once ${each.toFixed(0)} each, so no more than ${((programs.length * each) / gigaflops(alone)).toFixed(2)}x one`,
      `64 characters of an LSTM-512: ${milliseconds(alone.generationMs)} by the wasm kernels (in int8 ${milliseconds(alone.roundedGenerationMs)}), ` +
        `${milliseconds(alone.nativeGenerationMs)} by those in C (in int8 ${milliseconds(alone.nativeRoundedGenerationMs)})`,
    ];
  } finally {
    await Promise.all(programs.map(program => program.stop()));
  }
}

const milliseconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${ms.toFixed(2)} ms`);

const gigaflops = (figures: Figures): number => figures.wasmBest ?? NaN;
