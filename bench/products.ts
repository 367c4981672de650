/** The speed of the kernels in matrix products on one thread. */
import type { Device } from '../src/engine/wasm/kernel';
import { median, timed } from './statistics';

/** C = A B; A [M, K] and B [K, N], each of which may be stored transposed. */
export interface Product {
  M: number;
  N: number;
  K: number;
  turnedA?: boolean;
  turnedB?: boolean;
}

/** A product that fits the caches; its speed is called the peak of the kernels. */
export const cacheResident: Product = { M: 96, N: 512, K: 256 };

/** GFLOP/s of the fastest run and of the median one: far apart where other guests use the same cores now and then. */
export interface Gigaflops {
  best: number;
  usual: number;
}

/** The speeds within `budgetMs`. */
export async function gigaflopsOf(
  { memory, exports }: Device,
  { M, N, K, turnedA = false, turnedB = false }: Product,
  budgetMs: number,
): Promise<Gigaflops> {
  const [a, b, c] = [memory.allocate(M * K * 4), memory.allocate(K * N * 4), memory.allocate(M * N * 4)];
  const scratch = memory.allocate(exports.gemmScratch());
  // Memory has what was there before, and products of denormal numbers are several times slower.
  memory.floats(a, M * K).fill(0.5);
  memory.floats(b, K * N).fill(0.25);
  const operations = 2 * M * N * K;
  const repeats = Math.ceil(2e8 / operations);
  const [aRow, aColumn] = strides(M, K, turnedA);
  const [bRow, bColumn] = strides(K, N, turnedB);
  const work = (): void => {
    for (let i = 0; i < repeats; i++) exports.gemm(a, aRow, aColumn, b, bRow, bColumn, c, N * 4, M, N, K, 0, scratch);
  };
  const times = await timed(work, budgetMs);
  for (const address of [a, b, c, scratch]) memory.free(address);
  const speed = (ms: number): number => (repeats * operations) / ms / 1e6;
  return { best: speed(Math.min(...times)), usual: speed(median(times)) };
}

/** Strides of rows and columns in bytes. */
const strides = (rows: number, columns: number, turned: boolean): [number, number] =>
  turned ? [4, rows * 4] : [columns * 4, 4];
