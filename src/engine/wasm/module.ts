/** The kernels that work in tfjs' own memory, and their WebAssembly module. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetsFolder } from '../assets';

/** Addresses are bytes, sizes elements, strides bytes; see ../c/kernels.c. */
export interface KernelExports {
  /** C (+)= A B of [rows, depth] and [depth, columns]. */
  gemm(
    a: number,
    aAcross: number,
    aAlong: number,
    b: number,
    bAlong: number,
    bAcross: number,
    c: number,
    stride: number,
    rows: number,
    columns: number,
    depth: number,
    accumulate: number,
    scratch: number,
  ): void;
  gemmScratch(): number;
  forward(sequence: number): void;
  forwardScratch(sequence: number): number;
  backward(sequence: number): void;
  backwardScratch(sequence: number): number;
  attend(attention: number): void;
  attendBackward(attention: number): void;
  forwardRow(
    cell: number,
    gates: number,
    hPrevious: number,
    h: number,
    cPrevious: number,
    c: number,
    size: number,
  ): void;
  gruReset(gates: number, hPrevious: number, reset: number, size: number): void;
  crossEntropy(
    x: number,
    w: number,
    b: number,
    targets: number,
    weights: number,
    logits: number,
    n: number,
    inputs: number,
    size: number,
    divisor: number,
    scratch: number,
  ): number;
  crossEntropyBackward(
    x: number,
    w: number,
    dLogits: number,
    dx: number,
    dw: number,
    db: number,
    n: number,
    inputs: number,
    size: number,
    scratch: number,
  ): void;
  dropout(to: number, x: number, size: number, threshold: number, factor: number, seed: number): void;
  gather(to: number, table: number, rows: number, ids: number, n: number, size: number): void;
  scatterAdd(table: number, rows: number, ids: number, from: number, n: number, size: number): void;
  squares(x: number, size: number): number;
  sgd(p: number, g: number, size: number, rate: number): void;
  adam(
    p: number,
    g: number,
    m: number,
    v: number,
    size: number,
    factor: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    correction1: number,
    correction2: number,
  ): void;
  blend(to: number, a: number, b: number, alpha: number, beta: number, size: number): void;
  copy(to: number, from: number, size: number): void;
  sum(to: number, a: number, b: number, size: number): void;
  gemvBytes(depth: number, columns: number): number;
  packGemv(to: number, w: number, stride: number, depth: number, columns: number): void;
  gemv(y: number, x: number, packed: number, depth: number, columns: number): void;
  gemvInt8Bytes(depth: number, columns: number): number;
  packGemvInt8(to: number, w: number, stride: number, depth: number, columns: number): void;
  gemvInt8(y: number, x: number, packed: number, depth: number, columns: number): void;
}

const names: Readonly<Record<keyof KernelExports, true>> = {
  gemm: true,
  gemmScratch: true,
  forward: true,
  forwardScratch: true,
  backward: true,
  backwardScratch: true,
  attend: true,
  attendBackward: true,
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
  blend: true,
  copy: true,
  sum: true,
  gemvBytes: true,
  packGemv: true,
  gemv: true,
  gemvInt8Bytes: true,
  packGemvInt8: true,
  gemvInt8: true,
};

export const kernelNames: readonly string[] = Object.keys(names);

/** More than any kernel puts on its stack. */
export const stackBytes = 16_384;

/**
 * simd: for engines without fused multiply-add (Node 20). relaxed: with it. wide: the same in tiles whose neighbouring
 * vectors V8 can join into 256-bit ones where the processor has them. relaxed and wide give the same bits.
 */
export type Variant = 'simd' | 'relaxed' | 'wide';

export async function kernelBytes(variant: Variant): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(assetsFolder, `kernels-${variant}.wasm`)));
}

export async function compileKernels(variant: Variant): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await kernelBytes(variant));
}

/** @param stack where the kernels may put what is passed from one to the other: `stackBytes` */
export async function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  stack: number,
): Promise<KernelExports> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const pointer = exports['__stack_pointer'];
  if (!isKernelExports(exports) || !(pointer instanceof WebAssembly.Global))
    throw new Error('The kernels are of another version.');
  // It grows downwards, and is aligned to sixteen bytes.
  pointer.value = (stack + stackBytes) & ~15;
  return exports;
}

export const isKernelExports = (exports: unknown): exports is KernelExports => hasFunctions(exports, kernelNames);

function hasFunctions(exports: unknown, wanted: readonly string[]): boolean {
  if (typeof exports !== 'object' || exports === null) return false;
  const found = new Map(Object.entries(exports));
  return wanted.every(name => typeof found.get(name) === 'function');
}
