import { reshape, tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEngine } from '../../../../src/engine/open';
import type { Slot } from '../../../../src/engine/parallel/meetingPlace';
import { sums, write } from '../../../../src/engine/parallel/reduce';

/** Ranks whose sum depends on its order in float32: (1e8 + 1) - 1e8 is 0, (1e8 - 1e8) + 1 is 1. */
const ranks = [
  [1e8, 0.1],
  [1, 0.2],
  [-1e8, 0.3],
];
const inOrder = (values: number[]): number => values.reduce((sum, value) => Math.fround(sum + value));

const slotOf = (size: number): Slot => ({ scalars: new Float64Array(0), values: new Float32Array(size) });

for (const engine of ['cpu', 'wasm', 'native'] as const)
  for (const count of [1, 2, 3])
    void test(`${engine}: ${count} replicas have the sum in the order of ranks, also of two gradients that are one memory`, async () => {
      await openEngine({ engine });
      const expected = [0, 1].map(i => inOrder(ranks.slice(0, count).map((_, rank) => Math.fround(ranks[rank]![i]!))));
      const gradients = ranks.slice(0, count).map((values): Tensor[] => {
        const one = tensor1d(values);
        return [one, reshape(one, [2, 1])];
      });
      const slots = gradients.map(own => {
        const slot = slotOf(4);
        write(own, slot);
        return slot;
      });
      for (const [rank, own] of gradients.entries()) {
        const summed = sums(own, slots, rank);
        for (const sum of summed) assert.deepEqual([...sum.dataSync()], expected, `rank ${rank}`);
      }
    });
