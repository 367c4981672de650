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

/** By the definition (round to nearest, ties to even, in float64); what no finite bfloat16 is near enough to is infinite. */
function bfloat16(values: Float32Array): Float32Array {
  return values.map(value => {
    if (value === 0 || !Number.isFinite(value)) return value;
    // Eight bits of significand; 2^-133 is the smallest bfloat16.
    const unit = 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 7, -133);
    const whole = Math.floor(value / unit);
    const rest = value / unit - whole;
    return (whole + (rest > 0.5 || (rest === 0.5 && whole % 2 !== 0) ? 1 : 0)) * unit;
  });
}

/** The matrices that a stepper multiplies with; tables of tokens and biases stay as they are. */
const rounded = (weights: StepperWeights): StepperWeights => ({
  ...weights,
  ...(weights.projection ? { projection: bfloat16(weights.projection) } : {}),
  outputWeight: bfloat16(weights.outputWeight),
  layers: weights.layers.map(({ wx, wh, ...others }, layer) => ({
    ...others,
    wx: layer > 0 || weights.embedding ? bfloat16(wx) : wx,
    ...(wh ? { wh: bfloat16(wh) } : {}),
  })),
});

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

  for (const cell of cellNames)
    for (const [name, shape] of Object.entries(shapes))
      void test(`${cell}, ${name}: in bfloat16 the logits of the plain stepper on weights that were rounded`, () => {
        const weights = weightsOf(cell, shape);
        const stepper = new WasmStepper(weights, device(), 'bfloat16');
        const tokens = [0, 1, shape.vocabularySize - 1, 1, 0];
        assertNear(walk(stepper, tokens), walk(new CompositionStepper(rounded(weights)), tokens));
        stepper.dispose();
      });

  void test('bfloat16 is rounded to the nearest, to even; infinity and what is no number stay so', () => {
    const cases = [1, 1.00390625, 1.01171875, -1.00390625, 1.004, 3.3895314e38, 1e-40, 0, -0, Infinity, -Infinity, NaN];
    const w = Float32Array.from(cases);
    const room = new Room(device());
    const { exports, memory } = device();
    const all = { from: 0, columns: w.length, at: { row: 0, column: 0 } };
    const [block] = room.pack(w, 1, [all], 'bfloat16').blocks;
    const [x, y] = [room.keep(Float32Array.of(1)), room.keep(new Float32Array(w.length))];
    exports.gemvHalf(y, x, block!.address, 1, w.length);
    assert.deepEqual(
      [...memory.floats(y, w.length)],
      [...bfloat16(w)].map(value => value + 0),
    );
    assert.deepEqual([...bfloat16(w)].slice(0, 5), [1, 1, 1.015625, -1, 1.0078125]);
    room.dispose();
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
