/** Our kernels as a WebAssembly module that works in tfjs' own memory. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetsFolder } from '../assets';

/** Addresses are bytes, sizes elements, strides bytes; see `assembly/index.ts`. */
export interface KernelExports {
  /** (a, aAcross, aAlong, b, bAlong, bAcross, c, stride, rows, columns, depth, accumulate, scratch) */
  gemm(...args: number[]): void;
  gemmScratch(): number;
  forward(sequence: number): void;
  forwardScratch(sequence: number): number;
  backward(sequence: number): void;
  backwardScratch(sequence: number): number;
  /** (cell, gates, hPrevious, h, cPrevious, c, size) */
  forwardRow(...args: number[]): void;
  gruReset(gates: number, hPrevious: number, reset: number, size: number): void;
  /** (x, w, b, targets, weights, logits, n, inputs, size, divisor, scratch) */
  crossEntropy(...args: number[]): number;
  /** (x, w, dLogits, dx, dw, db, n, inputs, size, scratch) */
  crossEntropyBackward(...args: number[]): void;
  dropout(to: number, x: number, size: number, threshold: number, factor: number, seed: number): void;
  gather(to: number, table: number, rows: number, ids: number, n: number, size: number): void;
  scatterAdd(table: number, rows: number, ids: number, from: number, n: number, size: number): void;
  squares(x: number, size: number): number;
  sgd(p: number, g: number, size: number, rate: number): void;
  /** (p, g, m, v, size, factor, rate, beta1, beta2, epsilon, correction1, correction2) */
  adam(...args: number[]): void;
  copy(to: number, from: number, size: number): void;
  sum(to: number, a: number, b: number, size: number): void;
  gemvBytes(depth: number, columns: number): number;
  packGemv(to: number, w: number, stride: number, depth: number, columns: number): void;
  gemv(y: number, x: number, packed: number, depth: number, columns: number): void;
}

const names: Readonly<Record<keyof KernelExports, true>> = {
  gemm: true,
  gemmScratch: true,
  forward: true,
  forwardScratch: true,
  backward: true,
  backwardScratch: true,
  forwardRow: true,
  gruReset: true,
  crossEntropy: true,
  crossEntropyBackward: true,
  dropout: true,
  gather: true,
  scatterAdd: true,
  squares: true,
  sgd: true,
  adam: true,
  copy: true,
  sum: true,
  gemvBytes: true,
  packGemv: true,
  gemv: true,
};

/** relaxed has fused multiply-add; simd is for engines that do not know it (Node 20). */
export type Variant = 'simd' | 'relaxed';

export interface KernelModule {
  variant: Variant;
  exports: KernelExports;
}

export async function loadKernels(memory: WebAssembly.Memory, only?: Variant): Promise<KernelModule> {
  for (const variant of ['relaxed', 'simd'] as const) {
    if (only && variant !== only) continue;
    const bytes = new Uint8Array(await readFile(join(assetsFolder, `kernels-${variant}.wasm`)));
    if (!WebAssembly.validate(bytes)) continue;
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    const exports: unknown = instance.exports;
    if (!isKernelExports(exports)) throw new Error(`kernels-${variant}.wasm is of another version.`);
    return { variant, exports };
  }
  throw new Error('This machine does not run WebAssembly with SIMD.');
}

function isKernelExports(exports: unknown): exports is KernelExports {
  if (typeof exports !== 'object' || exports === null) return false;
  const found = new Map(Object.entries(exports));
  return Object.keys(names).every(name => typeof found.get(name) === 'function');
}
