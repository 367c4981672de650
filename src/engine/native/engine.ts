/**
 * The native kernels in the place of the WebAssembly ones: the same backend of tfjs under another name, the same memory,
 * the same tensors.
 */
import {
  copyRegisteredKernels,
  findBackend,
  registerBackend,
  setBackend,
  type KernelBackend,
} from '@tensorflow/tfjs-core';
import { notStarted, type Engine } from '../engine';
import { deviceEngine } from '../wasm/deviceEngine';
import { startWasmBackend } from '../wasm/engine';
import type { Device } from '../wasm/kernel';
import { heapOf, WasmMemory } from '../wasm/memory';
import { registerKernelsOn, wasmBackend } from '../wasm/register';
import { chooseBuild } from './load';
import { message } from '../../words/message';

const backendName = 'unroll-native';

/** What the builds compute with. */
const vectors: Readonly<Partial<Record<string, string>>> = {
  avx512: 'AVX-512',
  avx2: 'AVX2',
  sse4: 'SSE4',
  neon: 'NEON',
};

let current: Device | undefined;

// tfjs' own type leaves out that there may be none.
const backendNamed: (name: string) => KernelBackend | null = findBackend;

export const findNativeDevice = (): Device | undefined => current;

export const nativeEngine: Engine = {
  ...deviceEngine(findNativeDevice),
  name: 'native',
  tensorflowName: backendName,
  embedded: false,
  load: async () => {
    const build = await chooseBuild();
    await startWasmBackend();
    const backend = wasmBackend();
    const heap = heapOf(backend);
    current = { memory: new WasmMemory(backend, heap), exports: build.on(heap.memory) };
    if (backendNamed(backendName) === null) {
      registerBackend(backendName, () => backend, 0);
      copyRegisteredKernels('wasm', backendName);
    }
    registerKernelsOn(backendName, current);
    if (!(await setBackend(backendName))) throw notStarted('native');
    return message('engine.native', { build: vectors[build.name] ?? build.name });
  },
};
