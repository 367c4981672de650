/** Gradients into shared memory and their sums out of it. */
import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { engineInUse } from '../engines';
import { valuesOf } from '../values';
import type { Slot } from './meetingPlace';

export function write(gradients: Tensor[], { values }: Slot): void {
  let offset = 0;
  for (const gradient of gradients) {
    const { size } = gradient;
    if (offset + size > values.length) throw new Error('The gradients do not fit into what the replicas share.');
    values.set(valuesOf(gradient), offset);
    offset += size;
  }
}

/** Sums over the slots, in their order; written into the gradients' own memory where that is accessible. */
export function sums(gradients: Tensor[], slots: Slot[]): Tensor[] {
  const memory = engineInUse()?.memory?.();
  let offset = 0;
  return gradients.map(gradient => {
    const parts = slots.map(({ values }) => values.subarray(offset, offset + gradient.size));
    offset += gradient.size;
    if (!memory) return tensor(added(parts), gradient.shape, 'float32');
    memory.sumInto(gradient, parts);
    return gradient;
  });
}

function added([first, ...others]: Float32Array[]): Float32Array {
  const sum = Float32Array.from(first!);
  for (const part of others) for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
  return sum;
}
