/** How each backend is made ready: loaded, and given our kernels where it has any. Nothing here throws. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { EngineMeasurement } from '../protocol/metrics';
import type { BackendName } from '../protocol/model';
import { assetsFolder } from './assets';
import { loadNative } from './native/load';
import type { Variant } from './wasm/module';
import { registerWasmKernels } from './wasm/register';

export type Loaded = Pick<EngineMeasurement, 'available' | 'detail'>;

/** The names under which tfjs knows the backends. */
export const tensorflowNames: Readonly<Record<BackendName, string>> = {
  wasm: 'wasm',
  native: 'tensorflow',
  cpu: 'cpu',
};

export const loaders: Readonly<Record<BackendName, () => Promise<Loaded>>> = {
  wasm: () =>
    attempt(async () => {
      setWasmPaths(`${assetsFolder}/`);
      if (!(await tf.setBackend('wasm'))) throw new Error('WebAssembly could not be started.');
      return fusedKernels();
    }),
  native: () =>
    attempt(async () => {
      const detail = await loadNative();
      if (!(await tf.setBackend('tensorflow'))) throw new Error('tfjs-node loaded, but its backend did not start.');
      return detail;
    }),
  cpu: () =>
    attempt(async () => {
      await tf.setBackend('cpu');
      return 'plain JavaScript';
    }),
};

/** What the builds of the kernels compute with. */
const vectors: Readonly<Record<Variant, string>> = {
  simd: 'SIMD',
  relaxed: 'relaxed SIMD',
  wide: 'relaxed SIMD in 256 bits',
};

/** Without them wasm still computes, by compositions: slowly, which the report says. */
async function fusedKernels(): Promise<string> {
  try {
    const { variant } = await registerWasmKernels();
    return `fused kernels, ${vectors[variant]}`;
  } catch (error) {
    return `slow, without fused kernels: ${messageOf(error)}`;
  }
}

async function attempt(load: () => Promise<string>): Promise<Loaded> {
  try {
    return { available: true, detail: await load() };
  } catch (error) {
    return { available: false, detail: messageOf(error) };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
