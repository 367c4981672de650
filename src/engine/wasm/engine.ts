/** The embedded engine: tfjs' WebAssembly backend with our kernels. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { assetsFolder } from '../assets';
import type { Engine, TensorMemory } from '../engine';
import { threadCount } from '../parallel/threadCount';
import type { Device } from './kernel';
import type { Variant } from './module';
import { findWasmDevice, registerWasmKernels } from './register';
import { WasmStepper } from './stepper';

export const wasmEngine: Engine = {
  name: 'wasm',
  tensorflowName: 'wasm',
  embedded: true,
  slow: false,
  load: async () => {
    setWasmPaths(`${assetsFolder}/`);
    if (!(await setBackend('wasm'))) throw new Error('WebAssembly could not be started.');
    return fusedKernels();
  },
  threadsFor: threadCount,
  createStepper: weights => {
    const device = findWasmDevice();
    return device && new WasmStepper(weights, device);
  },
  memory: () => {
    const device = findWasmDevice();
    return device && memoryOf(device);
  },
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
    return `slow, without fused kernels: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Numbers that are added at a time: what is copied out of shared memory is still in the cache when it is read. */
const blockSize = 8192;
const floatBytes = 4;

const memoryOf = ({ memory, exports }: Device): TensorMemory => ({
  view: (tensor: Tensor) => memory.floats(memory.address(tensor), tensor.size),
  sumInto: (tensor, [first, ...others]) => {
    const block = memory.arena(blockSize * floatBytes);
    const address = memory.address(tensor);
    for (let from = 0; from < tensor.size; from += blockSize) {
      const count = Math.min(blockSize, tensor.size - from);
      const sum = address + from * floatBytes;
      memory.floats(sum, count).set(first!.subarray(from, from + count));
      for (const part of others) {
        memory.floats(block, count).set(part.subarray(from, from + count));
        exports.sum(sum, sum, block, count);
      }
    }
  },
});
