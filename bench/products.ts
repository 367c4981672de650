/** The speed of the kernels in matrix products on one thread. */
import type { Device } from '../src/engine/wasm/kernel';
import { timed } from './statistics';

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

/** The best speed within `budgetMs`, GFLOP/s. */
export async function gigaflopsOf(
  { memory, exports }: Device,
  { M, N, K, turnedA = false, turnedB = false }: Product,
  budgetMs: number,
): Promise<number> {
  const [a, b, c] = [memory.allocate(M * K * 4), memory.allocate(K * N * 4), memory.allocate(M * N * 4)];
  const scratch = memory.allocate(exports.gemmScratch());
  const operations = 2 * M * N * K;
  const repeats = Math.ceil(2e8 / operations);
  const [aRow, aColumn] = strides(M, K, turnedA);
  const [bRow, bColumn] = strides(K, N, turnedB);
  const work = (): void => {
    for (let i = 0; i < repeats; i++) exports.gemm(a, aRow, aColumn, b, bRow, bColumn, c, N * 4, M, N, K, 0, scratch);
  };
  const best = Math.min(...(await timed(work, budgetMs)));
  for (const address of [a, b, c, scratch]) memory.free(address);
  return (repeats * operations) / best / 1e6;
}

/** Strides of rows and columns in bytes. */
const strides = (rows: number, columns: number, turned: boolean): [number, number] =>
  turned ? [4, rows * 4] : [columns * 4, 4];
