/** The compiled kernels: a Node-API module that offers a set of functions for every instruction set of this processor. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { assetsFolder } from '../assets';
import { isKernelExports, kernelNames, type KernelExports } from '../wasm/module';

export interface NativeBuild {
  name: string;
  /** The kernels at work in a memory, also after it has grown. */
  on: (memory: WebAssembly.Memory) => KernelExports;
}

/** Where the compiled kernels lie: beside the bundle, or in the file that UNROLL_NATIVE_FILE names. */
export const addonFile = (): string =>
  process.env.UNROLL_NATIVE_FILE ?? join(assetsFolder, `native-${process.platform}-${process.arch}.node`);

/** The builds that run here, the one with the widest vectors first. @throws Error when the file is no such module */
export function loadBuilds(file: string): NativeBuild[] {
  const addon: unknown = createRequire(file)(file);
  if (typeof addon !== 'object' || addon === null) throw new Error('The native kernels are of another version.');
  return Object.entries(addon).map(([name, functions]: [string, unknown]) => ({
    name,
    on: memory => boundTo(memory, functions),
  }));
}

/** Every call hands over the buffer: its place changes when the memory grows. */
function boundTo(memory: WebAssembly.Memory, functions: unknown): KernelExports {
  const found = new Map(Object.entries(typeof functions === 'object' && functions !== null ? functions : {}));
  const bound: unknown = Object.fromEntries(
    kernelNames.map(name => {
      const kernel: unknown = found.get(name);
      if (typeof kernel !== 'function') throw new Error('The native kernels are of another version.');
      return [name, (...numbers: number[]): unknown => Reflect.apply(kernel, undefined, [memory.buffer, ...numbers])];
    }),
  );
  if (isKernelExports(bound)) return bound;
  throw new Error('The native kernels are of another version.');
}
