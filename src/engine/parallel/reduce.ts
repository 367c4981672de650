/** Gradients into shared memory and their sums out of it. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { Device } from '../wasm/kernel';
import { wasmDevice } from '../wasm/register';
import type { Slot } from './meetingPlace';

/** Numbers that are added at a time: what is copied out of shared memory is still in the cache when it is read. */
const blockSize = 8192;
const floatBytes = 4;

/** Where the backend's memory is in reach, it is read and added to without a copy between. */
const deviceInReach = (): Device | undefined => (backend() instanceof BackendWasm ? wasmDevice() : undefined);

export function write(gradients: Tensor[], { values }: Slot): void {
  const device = deviceInReach();
  let offset = 0;
  for (const gradient of gradients) {
    const { size } = gradient;
    if (offset + size > values.length) throw new Error('The gradients do not fit into what the replicas share.');
    const own = device?.memory.floats(device.memory.address(gradient), size) ?? gradient.dataSync<'float32'>();
    values.set(own, offset);
    offset += size;
  }
}

/** Sums over the slots, in their order; the gradients' own memory is used again where it is in reach. */
export function sums(gradients: Tensor[], slots: Slot[]): Tensor[] {
  const device = deviceInReach();
  let offset = 0;
  return gradients.map(gradient => {
    const parts = slots.map(({ values }) => values.subarray(offset, offset + gradient.size));
    offset += gradient.size;
    if (!device) return tensor(added(parts), gradient.shape, 'float32');
    addInPlace(device, gradient, parts);
    return gradient;
  });
}

function added([first, ...others]: Float32Array[]): Float32Array {
  const sum = Float32Array.from(first!);
  for (const part of others) for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
  return sum;
}

function addInPlace({ memory, exports }: Device, gradient: Tensor, [first, ...others]: Float32Array[]): void {
  const block = memory.arena(blockSize * floatBytes);
  for (let from = 0; from < gradient.size; from += blockSize) {
    const count = Math.min(blockSize, gradient.size - from);
    const sum = memory.address(gradient) + from * floatBytes;
    memory.floats(sum, count).set(first!.subarray(from, from + count));
    for (const part of others) {
      memory.floats(block, count).set(part.subarray(from, from + count));
      exports.sum(sum, sum, block, count);
    }
  }
}
