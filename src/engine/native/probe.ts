/**
 * A process of its own that tries the native kernels: `nativeProbe.js FILE` prints the build to take, or ends with an error.
 * A build must give what the WebAssembly kernels give; of those that do, the fastest in products is taken.
 */
import { compileKernels, instantiate, type KernelExports } from '../wasm/module';
import { loadBuilds, type NativeBuild } from './addon';
import { answersOf, examinationMemory, gapBetween, type Answer } from './examination';

/** As a share of the largest number of an answer: sums round differently, and not every build fuses multiply-adds. */
const tolerance = 1e-5;
const raceMs = 20;

async function expectedAnswers(): Promise<Answer[]> {
  const memory = examinationMemory();
  const exports = await instantiate(await compileKernels('simd'), memory, 0);
  return answersOf(exports, memory);
}

/** What is wrong with a build's answers; undefined where nothing is. */
function faultOf(build: NativeBuild, expected: readonly Answer[]): string | undefined {
  const memory = examinationMemory();
  const answers = answersOf(build.on(memory), memory);
  const wrong = expected.find((answer, i) => gapBetween(answers[i]!, answer) > tolerance);
  return wrong && `${build.name} computes "${wrong.question}" wrongly.`;
}

/** The shortest time of a product that fits the caches, ms. */
function timeOf(build: NativeBuild): number {
  const [rows, columns, depth] = [96, 256, 256];
  const memory = examinationMemory();
  const kernels: KernelExports = build.on(memory);
  const [a, b, c] = [64, 64 + rows * depth * 4, 64 + (rows + columns) * depth * 4];
  const scratch = c + rows * columns * 4;
  let best = Infinity;
  const end = performance.now() + raceMs;
  for (let begin = performance.now(); begin < end; begin = performance.now()) {
    kernels.gemm(a, depth * 4, 4, b, columns * 4, 4, c, columns * 4, rows, columns, depth, 0, scratch);
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

async function main(file: string): Promise<void> {
  const expected = await expectedAnswers();
  const faults: string[] = [];
  let taken: { name: string; time: number } | undefined;
  for (const build of loadBuilds(file)) {
    const fault = faultOf(build, expected);
    const time = fault === undefined ? timeOf(build) : Infinity;
    if (fault !== undefined) faults.push(fault);
    else if (!taken || time < taken.time) taken = { name: build.name, time };
  }
  if (!taken) throw new Error(faults.join(' ') || 'there is no build for this processor.');
  console.log(taken.name);
}

void main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
