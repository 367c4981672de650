/** Compiles the AssemblyScript kernels (src/engine/wasm/assembly) to <folder>/kernels-{simd,relaxed}.wasm. */
import { existsSync } from 'node:fs';

/** @param {string} folder */
export async function buildKernels(folder) {
  if (!existsSync('src/engine/wasm/assembly/index.ts')) return;
  throw new Error(`not written yet: ${folder}`);
}
