/** What an engine can do whose tensors lie in tfjs' wasm memory, whichever kernels work on them. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine, TensorMemory } from '../engine';
import { threadCount } from '../parallel/threadCount';
import type { Device } from './kernel';
import { WasmStepper } from './stepper';

/** @param find the device, or undefined while there is none */
export const deviceEngine = (
  find: () => Device | undefined,
): Pick<Engine, 'slow' | 'threadsFor' | 'createStepper' | 'memory'> => ({
  slow: false,
  threadsFor: threadCount,
  createStepper: (weights, precision) => {
    const device = find();
    return device && new WasmStepper(weights, device, precision);
  },
  memory: () => {
    const device = find();
    return device && memoryOf(device);
  },
});

/** Numbers that are added at a time: what is copied out of shared memory is still in the cache when it is read. */
const blockSize = 8192;
const floatBytes = 4;

const memoryOf = ({ memory, exports }: Device): TensorMemory => ({
  view: (tensor: Tensor) => memory.floats(memory.address(tensor), tensor.size),
  addInto: (tensor, parts) => {
    const block = memory.arena(blockSize * floatBytes);
    const address = memory.address(tensor);
    for (let from = 0; from < tensor.size; from += blockSize) {
      const count = Math.min(blockSize, tensor.size - from);
      const sum = address + from * floatBytes;
      for (const part of parts) {
        memory.floats(block, count).set(part.subarray(from, from + count));
        exports.sum(sum, sum, block, count);
      }
    }
  },
});
