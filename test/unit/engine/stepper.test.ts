import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../src/engine/composition';
import type { StepperWeights } from '../../../src/engine/contract';
import { cellOf } from '../../../src/protocol/cells';
import { openEngine } from '../../../src/engine/open';
import { createStepper } from '../../../src/engine/stepper';
import { cellNames, type CellName } from '../../../src/protocol/model';
import { distance, numbers } from './cases';

const [vocabularySize, hiddenSize, embeddingSize] = [11, 7, 5];
const tokens = [3, 0, 10, 10, 4];

function weightsOf(cell: CellName, layers: number, embedded: boolean): StepperWeights {
  const columns = cellOf(cell).gates * hiddenSize;
  const input = (layer: number): number => (layer > 0 ? hiddenSize : embedded ? embeddingSize : vocabularySize);
  return {
    cell,
    hiddenSize,
    vocabularySize,
    embeddingSize: embedded ? embeddingSize : 0,
    ...(embedded ? { embedding: numbers(vocabularySize * embeddingSize, 1) } : {}),
    layers: Array.from({ length: layers }, (_, layer) => ({
      wx: numbers(input(layer) * columns, 10 + layer),
      ...(cellOf(cell).hiddenWeights ? { wh: numbers(hiddenSize * columns, 20 + layer, 0.5) } : {}),
      b: numbers(columns, 30 + layer),
    })),
    outputWeight: numbers(hiddenSize * vocabularySize, 40),
    outputBias: numbers(vocabularySize, 41),
  };
}

/** The same by the compositions over the whole sequence: [T, V]. */
function logitsOf(weights: StepperWeights): tf.Tensor2D {
  const ids = tf.tensor2d(tokens, [tokens.length, 1], 'int32');
  const h0 = tf.zeros<tf.Rank.R2>([1, hiddenSize]);
  const table = weights.embedding && tf.tensor2d(weights.embedding, [vocabularySize, embeddingSize]);
  let x: tf.Tensor2D | tf.Tensor3D = table
    ? tf.reshape<tf.Rank.R3>(composition.embedding(table, ids), [tokens.length, 1, embeddingSize])
    : ids;
  for (const { wx, wh, b } of weights.layers) {
    const matrix = (data: Float32Array): tf.Tensor2D => tf.tensor2d(data, [data.length / b.length, b.length]);
    const initial = cellOf(weights.cell).cellState ? { h0, c0: h0 } : { h0 };
    const state = wh ? { ...initial, wh: matrix(wh) } : initial;
    x = composition.recurrent({ cell: weights.cell, x, wx: matrix(wx), b: tf.tensor1d(b), ...state }).h;
  }
  const w = tf.tensor2d(weights.outputWeight, [hiddenSize, vocabularySize]);
  return composition.linear(tf.reshape<tf.Rank.R2>(x, [-1, hiddenSize]), w, tf.tensor1d(weights.outputBias));
}

for (const engine of ['cpu', 'wasm'] as const)
  for (const cell of cellNames)
    for (const [layers, embedded] of [
      [1, false],
      [3, true],
    ] as const)
      void test(`${engine}, ${cell}, ${layers} layers: steps are the sequence, and go on from a saved state`, async () => {
        await openEngine({ engine });
        const weights = weightsOf(cell, layers, embedded);
        const stepper = createStepper(weights);
        const run = (some: number[]): number[][] => some.map(token => [...stepper.step(token)]);
        run([1, 2]);
        stepper.reset();
        const begun = run(tokens.slice(0, 2));
        const saved = stepper.save();
        const ended = run(tokens.slice(2));
        assert.ok(distance(tf.tensor2d([...begun, ...ended]), logitsOf(weights)) <= 1e-5);
        stepper.restore(saved);
        assert.deepEqual(run(tokens.slice(2)), ended);
        stepper.dispose();
      });
