/** The embedded engine: tfjs' WebAssembly backend with our kernels. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { assetsFolder } from '../assets';
import { notStarted, type Engine } from '../engine';
import { deviceEngine } from './deviceEngine';
import type { Variant } from './module';
import { findWasmDevice, registerWasmKernels } from './register';
import type { Message } from '../../protocol/message';
import { message } from '../../words/message';

export const wasmEngine: Engine = {
  ...deviceEngine(findWasmDevice),
  name: 'wasm',
  tensorflowName: 'wasm',
  embedded: true,
  load: async () => {
    await startWasmBackend();
    return fusedKernels();
  },
};

/** @throws UnrollError 'no-engine' when tfjs' wasm backend does not start */
export async function startWasmBackend(): Promise<void> {
  setWasmPaths(`${assetsFolder}/`);
  if (!(await setBackend('wasm'))) throw notStarted('WebAssembly');
}

/** What the builds of the kernels compute with. */
const vectors = {
  simd: message('engine.wasm.simd'),
  relaxed: message('engine.wasm.relaxed'),
  wide: message('engine.wasm.wide'),
} as const satisfies Record<Variant, Message>;

/** Without them wasm still computes, by compositions: slowly, which the report says. */
async function fusedKernels(): Promise<Message> {
  try {
    const { variant } = await registerWasmKernels();
    return vectors[variant];
  } catch (error) {
    return message('engine.wasm.slow', { cause: error instanceof Error ? error.message : String(error) });
  }
}
