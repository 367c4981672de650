import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { Stepper, StepperWeights } from '../../../../src/engine/contract';
import { cellOf } from '../../../../src/protocol/cells';
import { CompositionStepper } from '../../../../src/engine/composition/stepper';
import { Room } from '../../../../src/engine/wasm/room';
import { WasmStepper } from '../../../../src/engine/wasm/stepper';
import { cellNames, type CellName } from '../../../../src/protocol/model';
import { numbers } from '../cases';
import { onKernelEngines } from '../kernelEngines';

interface Shape {
  hiddenSize: number;
  vocabularySize: number;
  embeddingSize: number;
  layerCount: number;
  tied?: boolean;
  norms?: boolean;
  heads?: number;
}

const shapes: Record<string, Shape> = {
  'odd sizes': { hiddenSize: 7, vocabularySize: 11, embeddingSize: 0, layerCount: 1 },
  'two layers over an embedding': { hiddenSize: 33, vocabularySize: 65, embeddingSize: 5, layerCount: 2 },
  'an output tied to an embedding': { hiddenSize: 13, vocabularySize: 37, embeddingSize: 6, layerCount: 1, tied: true },
  'two layers with norms': { hiddenSize: 13, vocabularySize: 37, embeddingSize: 6, layerCount: 2, norms: true },
  'whole panels': { hiddenSize: 32, vocabularySize: 32, embeddingSize: 0, layerCount: 2 },
  'a matrix in blocks of columns': { hiddenSize: 3, vocabularySize: 1100, embeddingSize: 2, layerCount: 1 },
  'two heads': { hiddenSize: 6, vocabularySize: 9, embeddingSize: 4, layerCount: 2, heads: 2 },
  'a head a unit': { hiddenSize: 40, vocabularySize: 9, embeddingSize: 0, layerCount: 1, heads: 40 },
  'one unit': { hiddenSize: 1, vocabularySize: 2, embeddingSize: 0, layerCount: 1 },
};

function weightsOf(cell: CellName, shape: Shape): StepperWeights {
  const { hiddenSize, vocabularySize, embeddingSize, layerCount, tied, norms, heads = 1 } = shape;
  const columns = cellOf(cell).gates * hiddenSize;
  const below = embeddingSize || vocabularySize;
  return {
    cell,
    hiddenSize,
    vocabularySize,
    embeddingSize,
    heads,
    ...(embeddingSize > 0 && { embedding: numbers(vocabularySize * embeddingSize, 1) }),
    layers: Array.from({ length: layerCount }, (_, i) => ({
      wx: numbers((i > 0 ? hiddenSize : below) * columns, 2 + i),
      ...(cellOf(cell).hiddenWeights ? { wh: numbers((hiddenSize / heads) * columns, 5 + i, 0.3) } : {}),
      b: numbers(columns, 8 + i),
      ...(norms && { norm: { gain: numbers(hiddenSize, 14 + i), bias: numbers(hiddenSize, 16 + i) } }),
    })),
    ...(tied && { projection: numbers(hiddenSize * embeddingSize, 13) }),
    outputWeight: numbers((tied ? embeddingSize : hiddenSize) * vocabularySize, 11),
    outputBias: numbers(vocabularySize, 12),
  };
}

/** By the definition, in float32: w [.., C] as whole numbers up to 127 of a scale of its column, the largest of it / 127. */
function int8(w: Float32Array, columns: number): Float32Array {
  const most = new Float32Array(columns);
  w.forEach((value, i) => (most[i % columns] = Math.max(most[i % columns]!, Math.abs(value))));
  return w.map((value, i) => {
    const scale = Math.fround(most[i % columns]! / 127);
    const whole = scale === 0 ? 0 : Math.fround(value / scale);
    return Math.sign(whole) * Math.trunc(Math.fround(Math.abs(whole) + 0.5)) * scale;
  });
}

/** The matrices that a stepper multiplies with; tables of tokens and biases stay as they are. */
const rounded = (weights: StepperWeights): StepperWeights => ({
  ...weights,
  ...(weights.projection ? { projection: int8(weights.projection, weights.embeddingSize) } : {}),
  outputWeight: int8(weights.outputWeight, weights.vocabularySize),
  layers: weights.layers.map(({ wx, wh, ...others }, layer) => ({
    ...others,
    wx: layer > 0 || weights.embedding ? int8(wx, others.b.length) : wx,
    ...(wh ? { wh: int8(wh, others.b.length) } : {}),
  })),
});

const walk = (stepper: Stepper, tokens: number[]): Float32Array[] => tokens.map(token => stepper.step(token).slice());

function assertNear(actual: Float32Array[], expected: Float32Array[], tolerance = 1e-5): void {
  expected.forEach((row, t) => {
    row.forEach((value, v) => {
      assert.ok(Math.abs(actual[t]![v]! - value) < tolerance, `token ${t}, logit ${v}: ${actual[t]![v]} for ${value}`);
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

  for (const cell of cellNames)
    for (const [name, shape] of Object.entries(shapes))
      void test(`${cell}, ${name}: in int8 the logits of the plain stepper on weights that were rounded`, () => {
        const weights = weightsOf(cell, shape);
        const stepper = new WasmStepper(weights, device(), 'int8');
        const tokens = [0, 1, shape.vocabularySize - 1, 1, 0];
        // What is multiplied with the weights is rounded too, to 16 bits.
        assertNear(walk(stepper, tokens), walk(new CompositionStepper(rounded(weights)), tokens), 1e-3);
        stepper.dispose();
      });

  /** 1 + x w [rows, columns], by the kernel that has w in int8. */
  function roundedProduct(x: Float32Array, w: Float32Array): number[] {
    const room = new Room(device());
    const columns = w.length / x.length;
    const all = { from: 0, columns, at: { row: 0, column: 0 } };
    const [block] = room.pack(w, x.length, [all], 'int8').blocks;
    const [at, y] = [room.keep(x), room.keep(new Float32Array(columns).fill(1))];
    device().exports.gemvInt8(y, at, block!.address, x.length, columns);
    const sums = [...device().memory.floats(y, columns)];
    room.dispose();
    return sums;
  }

  void test('int8 is rounded to the nearest of 127 steps, half a step away from zero', () => {
    const steps = [127, 1, 0.4, 0.5, -0.5, -0.6, 64.25, -127];
    // A column each: the largest of it is 127 steps.
    const w = Float32Array.from([...steps, ...steps.map(() => 127)]);
    const sums = roundedProduct(Float32Array.of(1, 0), w);
    assert.deepEqual(sums, [128, 2, 1, 2, 0, 0, 65, -126]);
  });

  void test('int8: no sum of a long column overflows', () => {
    for (const depth of [513, 5_000, 70_000]) {
      const [sum] = roundedProduct(new Float32Array(depth).fill(-1), new Float32Array(depth).fill(-1));
      assert.ok(Math.abs(sum! / (1 + depth) - 1) < 1e-6, `${depth}: ${sum}`);
    }
  });

  void test('int8: a row of zeros and a column of zeros add nothing', () => {
    assert.deepEqual(roundedProduct(Float32Array.of(0, 0), Float32Array.of(1, 2, 3, 4)), [1, 1]);
    assert.deepEqual(roundedProduct(Float32Array.of(1, 1), Float32Array.of(0, 2, 0, 2)), [1, 5]);
  });

  void test('int8: what is infinite or no number is not hidden', () => {
    for (const wrong of [NaN, Infinity, -Infinity]) {
      assert.deepEqual(roundedProduct(Float32Array.of(1, 1), Float32Array.of(1, wrong, 1, 1)), [3, NaN]);
      assert.deepEqual(roundedProduct(Float32Array.of(1, wrong), Float32Array.of(1, 2, 1, 2)), [NaN, NaN]);
    }
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
