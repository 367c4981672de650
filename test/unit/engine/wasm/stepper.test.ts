import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { Stepper, StepperWeights } from '../../../../src/engine/contract';
import { cellOf } from '../../../../src/protocol/cells';
import { CompositionStepper } from '../../../../src/engine/composition/stepper';
import { WasmStepper } from '../../../../src/engine/wasm/stepper';
import { cellNames, type CellName } from '../../../../src/protocol/model';
import { numbers } from '../cases';
import { onKernelEngines } from '../kernelEngines';

interface Shape {
  hiddenSize: number;
  vocabularySize: number;
  embeddingSize: number;
  layerCount: number;
}

const shapes: Record<string, Shape> = {
  'odd sizes': { hiddenSize: 7, vocabularySize: 11, embeddingSize: 0, layerCount: 1 },
  'two layers over an embedding': { hiddenSize: 33, vocabularySize: 65, embeddingSize: 5, layerCount: 2 },
  'whole panels': { hiddenSize: 32, vocabularySize: 32, embeddingSize: 0, layerCount: 2 },
  'one unit': { hiddenSize: 1, vocabularySize: 2, embeddingSize: 0, layerCount: 1 },
};

function weightsOf(cell: CellName, { hiddenSize, vocabularySize, embeddingSize, layerCount }: Shape): StepperWeights {
  const columns = cellOf(cell).gates * hiddenSize;
  const below = embeddingSize || vocabularySize;
  return {
    cell,
    hiddenSize,
    vocabularySize,
    embeddingSize,
    ...(embeddingSize > 0 && { embedding: numbers(vocabularySize * embeddingSize, 1) }),
    layers: Array.from({ length: layerCount }, (_, i) => ({
      wx: numbers((i > 0 ? hiddenSize : below) * columns, 2 + i),
      ...(cellOf(cell).hiddenWeights ? { wh: numbers(hiddenSize * columns, 5 + i, 0.3) } : {}),
      b: numbers(columns, 8 + i),
    })),
    outputWeight: numbers(hiddenSize * vocabularySize, 11),
    outputBias: numbers(vocabularySize, 12),
  };
}

const walk = (stepper: Stepper, tokens: number[]): Float32Array[] => tokens.map(token => stepper.step(token).slice());

function assertNear(actual: Float32Array[], expected: Float32Array[]): void {
  expected.forEach((row, t) => {
    row.forEach((value, v) => {
      assert.ok(Math.abs(actual[t]![v]! - value) < 1e-5, `token ${t}, logit ${v}: ${actual[t]![v]} for ${value}`);
    });
  });
}

onKernelEngines(device => {
  for (const cell of cellNames)
    for (const [name, shape] of Object.entries(shapes))
      void test(`${cell}, ${name}: the logits of the plain stepper`, () => {
        const weights = weightsOf(cell, shape);
        const stepper = new WasmStepper(weights, device());
        const tokens = [0, 1, shape.vocabularySize - 1, 1, 0];
        assertNear(walk(stepper, tokens), walk(new CompositionStepper(weights), tokens));
        stepper.dispose();
      });

  void test('returns to a saved state and to the zero state, whatever grew in between', () => {
    const stepper = new WasmStepper(weightsOf('lstm', shapes['odd sizes']!), device());
    const first = walk(stepper, [3, 4]);
    const state = stepper.save();
    const next = walk(stepper, [5]);
    stepper.restore(state);
    const large = tf.zeros([4096, 4096]);
    assert.deepEqual(walk(stepper, [5]), next);
    large.dispose();
    stepper.reset();
    assert.deepEqual(walk(stepper, [3, 4]), first);
    stepper.dispose();
  });

  void test('a step allocates nothing in the memory', () => {
    const stepper = new WasmStepper(weightsOf('gru', shapes['two layers over an embedding']!), device());
    const view = stepper.step(1);
    const tensors = tf.memory().numTensors;
    for (let i = 0; i < 1000; i++) assert.equal(stepper.step(i % 65), view);
    assert.equal(tf.memory().numTensors, tensors);
    stepper.dispose();
  });
});
