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

/**
 * Sums over the slots in their order, so that every replica has the same bits; written into the gradients' own memory where that
 * is accessible. The values of `rank` lie there already, and may come first where they are one of the first two: a + b is b + a.
 */
export function sums(gradients: Tensor[], slots: Slot[], rank: number): Tensor[] {
  const memory = engineInUse()?.memory?.();
  const first = rank < 2 ? rank : 0;
  // Two gradients can be one memory, which holds a sum once the first of them has been added up.
  const summed = new Set<object>();
  let offset = 0;
  return gradients.map(gradient => {
    const parts = slots.map(({ values }) => values.subarray(offset, offset + gradient.size));
    offset += gradient.size;
    if (!memory) return tensor(added(parts), gradient.shape, 'float32');
    if (first !== rank || summed.has(gradient.dataId)) memory.view(gradient).set(parts[first]!);
    summed.add(gradient.dataId);
    memory.addInto(
      gradient,
      parts.filter((_, i) => i !== first),
    );
    return gradient;
  });
}

function added([first, ...others]: Float32Array[]): Float32Array {
  const sum = Float32Array.from(first!);
  for (const part of others) for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
  return sum;
}
