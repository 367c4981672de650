/** Gradients into shared memory and their sums out of it. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { Slot } from './meetingPlace';

/** The tensor's own memory where the backend's heap is in reach: a copy less each way. */
function viewOf(gradient: Tensor): Float32Array | undefined {
  const current = backend();
  const view: unknown = current instanceof BackendWasm ? current.typedArrayFromHeap(gradient) : undefined;
  return view instanceof Float32Array ? view : undefined;
}

export function write(gradients: Tensor[], { values }: Slot): void {
  let offset = 0;
  for (const gradient of gradients) {
    if (offset + gradient.size > values.length)
      throw new Error('The gradients do not fit into what the replicas share.');
    values.set(viewOf(gradient) ?? gradient.dataSync<'float32'>(), offset);
    offset += gradient.size;
  }
}

/** Sums over the slots, in their order; the gradients' own memory is used again where it is in reach. */
export function sums(gradients: Tensor[], slots: Slot[]): Tensor[] {
  let offset = 0;
  return gradients.map(gradient => {
    const view = viewOf(gradient);
    const sum = view ?? new Float32Array(gradient.size);
    addUp(sum, slots, offset);
    offset += gradient.size;
    return view ? gradient : tensor(sum, gradient.shape, 'float32');
  });
}

function addUp(sum: Float32Array, slots: Slot[], offset: number): void {
  sum.set(slots[0]!.values.subarray(offset, offset + sum.length));
  for (const { values } of slots.slice(1)) for (let i = 0; i < sum.length; i++) sum[i]! += values[offset + i]!;
}
