import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sum, tensor2d, type Scalar } from '@tensorflow/tfjs-core';
import { openEngine } from '../../../src/engine/open';
import { operations } from '../../../src/engine/operations';
import { soloReplica } from '../../../src/engine/parallel/replica';
import { createOptimiserState, disposeOptimiserState } from '../../../src/nn/optimiser';
import { Parameters } from '../../../src/nn/parameters';
import { TrainingLoop } from '../../../src/nn/trainingLoop';
import type { TrainingTask } from '../../../src/nn/trainingTask';
import { defaultLanguageModelOptions } from '../../../src/options/language';

const { optimiser, training } = defaultLanguageModelOptions;

/** Steps after which a run of one epoch was measured; of its `batches` each is said to have 100 000 tokens. */
async function measuredAfter(batches: number): Promise<number[]> {
  await openEngine({ engine: 'cpu' });
  const parameters = new Parameters([{ name: 'w', shape: [1, 1], data: Float32Array.of(1) }]);
  const task: TrainingTask<number> = {
    parameters,
    batchesIn: () => batches,
    batches: () => ({
      batches,
      [Symbol.iterator]: () => Array.from({ length: batches }, (_, i) => i)[Symbol.iterator](),
    }),
    tokens: () => 100_000,
    loss: (): Scalar => sum(operations.matMul(parameters.matrix('w'), tensor2d([[1]]))),
    reset: () => undefined,
    validate: () => Promise.resolve(1),
    dispose: () => undefined,
  };
  const steps: number[] = [];
  const optimiserState = createOptimiserState('sgd', parameters);
  await new TrainingLoop({
    ...{ task, operations, optimiserState, optimiser, replica: soloReplica, stopRequested: () => false },
    training: { ...training, epochs: 1, patience: 0 },
    observer: {
      metrics: () => undefined,
      validation: ({ step }) => steps.push(step),
      note: () => undefined,
      between: () => Promise.resolve(),
      pause: () => Promise.resolve(),
    },
  }).run();
  disposeOptimiserState(optimiserState);
  parameters.dispose();
  return steps;
}

void test('a huge text is measured every million tokens', async () => {
  assert.deepEqual(await measuredAfter(25), [10, 20, 25]);
});

void test('an epoch that is nearly through is measured at its end alone', async () => {
  assert.deepEqual(await measuredAfter(12), [12]);
  assert.deepEqual(await measuredAfter(23), [10, 23]);
});
