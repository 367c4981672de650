import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../../src/engine/open';
import { operations } from '../../../../src/engine/operations';
import { createStepper } from '../../../../src/engine/stepper';
import { AdaptingLanguageModel, gradientsOf } from '../../../../src/kinds/language/adaptingNetwork';
import { LanguageModel, stepperWeights } from '../../../../src/kinds/language/languageModel';
import type { NamedArray } from '../../../../src/nn/parameters';
import { initialParameters, type NetworkShape } from '../../../../src/nn/shape';
import { softmax } from '../../../../src/predictor/learningLoss';
import { cellNames } from '../../../../src/protocol/cells';
import { Random } from '../../../../src/text/random/random';
import { oddShape } from '../../nn/setUp';

const shapes: [string, NetworkShape][] = [
  ...cellNames.map((cell): [string, NetworkShape] => [cell, oddShape(cell)]),
  ['lstm of two layers', oddShape('lstm', { layers: 2 })],
  ['one-hot gru of two layers', oddShape('gru', { layers: 2, embeddingSize: 0 })],
];
const weightsOf = (shape: NetworkShape): NamedArray[] => initialParameters(shape, new Random(3));
const read = [1, 5, 10, 2, 2, 7, 3];

/** Mean -ln p of read[1..], by the stepper. */
function lossOf(shape: NetworkShape, arrays: readonly NamedArray[], before: Float32Array): number {
  const stepper = createStepper(stepperWeights(shape, arrays));
  stepper.restore(before);
  const probabilities = new Float32Array(shape.vocabularySize);
  let nats = 0;
  for (let t = 0; t + 1 < read.length; t++)
    nats -= Math.log(softmax(stepper.step(read[t]!), probabilities)[read[t + 1]!]!);
  stepper.dispose();
  return nats / (read.length - 1);
}

describe('a network that adapts', () => {
  for (const [name, shape] of shapes)
    it(`learns by the gradients of what it read, from the state before it: ${name}, by central differences`, async () => {
      await openEngine({ engine: 'wasm' });
      const arrays = weightsOf(shape);
      const stepper = createStepper(stepperWeights(shape, arrays));
      for (const token of [4, 9, 6]) stepper.step(token);
      const before = stepper.save();
      stepper.dispose();
      const model = new LanguageModel(shape, arrays, operations);
      const gradients = gradientsOf(model, read, before);
      model.dispose();
      // A ReLU has a kink that a wide step would cross.
      const epsilon = shape.cell === 'rnn-relu' ? 2e-3 : 1e-2;
      arrays.forEach(({ data, name: weight }, i) => {
        for (const index of [0, Math.floor(data.length / 2), data.length - 1]) {
          const at = (shift: number): number => {
            const shifted = data.slice();
            shifted[index]! += shift;
            return lossOf(
              shape,
              arrays.map((array, j) => (j === i ? { ...array, data: shifted } : array)),
              before,
            );
          };
          const difference = (at(epsilon) - at(-epsilon)) / (2 * epsilon);
          const gradient = gradients[i]![index]!;
          assert.ok(Math.abs(difference - gradient) < 2e-3, `${weight} ${index}: ${difference} ${gradient}`);
        }
      });
    });

  const circle = (length: number): number[] => Array.from({ length }, (_, t) => [1, 4, 2, 8, 5, 7][t % 6]!);
  const surprise = (network: AdaptingLanguageModel, ids: readonly number[], learns: boolean): number => {
    const probabilities = new Float32Array(11);
    network.reset();
    let nats = 0;
    let expected: Float32Array | undefined;
    for (const id of ids) {
      if (expected) nats -= Math.log(expected[id]!);
      expected = softmax(learns ? network.learn(id) : network.step(id), probabilities);
    }
    return nats / (ids.length - 1);
  };

  it('expects what repeats itself, and only where it learns', async () => {
    await openEngine({ engine: 'wasm' });
    const rates = { rate: 0.01, decay: 0.001, floor: 0.3, memory: 0.999 };
    const network = new AdaptingLanguageModel(oddShape('lstm'), weightsOf(oddShape('lstm')), rates);
    const before = surprise(network, circle(200), false);
    assert.equal(surprise(network, circle(200), false), before);
    surprise(network, circle(2000), true);
    const after = surprise(network, circle(200), false);
    assert.ok(after < before / 2, `${before} ${after}`);
    network.dispose();
  });

  it('learns the same whether somebody looks ahead in between or not', async () => {
    await openEngine({ engine: 'wasm' });
    const make = (): AdaptingLanguageModel => new AdaptingLanguageModel(oddShape('gru'), weightsOf(oddShape('gru')));
    const [plain, disturbed] = [make(), make()];
    for (const id of circle(100)) {
      const expected = Array.from(plain.learn(id));
      assert.deepEqual(Array.from(disturbed.learn(id)), expected);
      const here = disturbed.save();
      for (const other of [3, 3, 9]) disturbed.step(other);
      disturbed.restore(here);
    }
    plain.dispose();
    disturbed.dispose();
  });

  it('leaves no tensor behind', async () => {
    await openEngine({ engine: 'wasm' });
    const before = tf.memory().numTensors;
    const network = new AdaptingLanguageModel(oddShape('lstm'), weightsOf(oddShape('lstm')));
    for (const id of circle(40)) network.learn(id);
    const during = tf.memory().numTensors;
    for (const id of circle(200)) network.learn(id);
    assert.equal(tf.memory().numTensors, during);
    network.dispose();
    assert.equal(tf.memory().numTensors, before);
  });
});
