import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createStepper } from '../../../../src/engine/stepper';
import { language } from '../../../../src/kinds/language/implementation';
import { stepperWeights, type LanguageModel } from '../../../../src/kinds/language/languageModel';
import type { NetworkShape } from '../../../../src/nn/shape';
import { disposeState } from '../../../../src/nn/state';
import { defaultLanguageModelOptions } from '../../../../src/options/language';
import { cellNames, type EngineName } from '../../../../src/protocol/model';
import { modelOn, oddShape, tokens } from '../../nn/setUp';

const T = 5;
const B = 3;

/** Mean loss over a [T, B] batch from the zero state. */
function lossOf(model: LanguageModel): number {
  const state = model.zeroState(B);
  const value = tf.tidy(
    () =>
      model.loss({ inputs: tokens(T, B, 11), targets: tokens(T, B, 11, 3), state, divisor: T * B }).loss.dataSync()[0]!,
  );
  disposeState(state);
  return value;
}

function gradientsOf(model: LanguageModel): Map<string, Float32Array> {
  const state = model.zeroState(B);
  const { grads, value } = tf.variableGrads(
    () => model.loss({ inputs: tokens(T, B, 11), targets: tokens(T, B, 11, 3), state, divisor: T * B }).loss,
    model.parameters.list,
  );
  const result = new Map(
    model.parameters.names.map((name, index) => [
      name,
      Float32Array.from(grads[model.parameters.list[index]!.name]!.dataSync()),
    ]),
  );
  tf.dispose([value, grads]);
  disposeState(state);
  return result;
}

const shapes: [string, NetworkShape][] = [
  ...cellNames.map((cell): [string, NetworkShape] => [cell, oddShape(cell)]),
  ['one-hot gru', oddShape('gru', { embeddingSize: 0 })],
  ['gru whose output is tied', oddShape('gru', { tiedOutput: true })],
  ['bidirectional lstm whose output is tied', oddShape('lstm', { tiedOutput: true, bidirectional: true })],
  ['gru of two layers with norms', oddShape('gru', { layers: 2, layerNorm: true })],
  ['gru of two layers in heads', oddShape('gru', { layers: 2, hiddenSize: 6, heads: 3 })],
  ['bidirectional lstm in heads', oddShape('lstm', { bidirectional: true, hiddenSize: 6, heads: 2, embeddingSize: 0 })],
  ['bidirectional lstm with a norm', oddShape('lstm', { bidirectional: true, layerNorm: true })],
  ['lstm of two layers', oddShape('lstm', { layers: 2 })],
  ['bidirectional lstm of two layers', oddShape('lstm', { layers: 2, bidirectional: true })],
];

describe('the language model', () => {
  for (const [name, shape] of shapes)
    it(`has the gradients of its loss: ${name}, by central differences in float32`, async () => {
      const model = await modelOn('cpu', shape);
      const gradients = gradientsOf(model);
      // A ReLU has a kink that a wide step would cross.
      const epsilon = shape.cell === 'rnn-relu' ? 2e-3 : 1e-2;
      for (const array of model.parameters.snapshot()) {
        for (const index of [0, Math.floor(array.data.length / 2), array.data.length - 1]) {
          const at = (shift: number): number => {
            const data = Float32Array.from(array.data);
            data[index]! += shift;
            model.parameters.restore(
              model.parameters.snapshot().map(other => (other.name === array.name ? { ...array, data } : other)),
            );
            return lossOf(model);
          };
          const numeric = (at(epsilon) - at(-epsilon)) / (2 * epsilon);
          at(0);
          const analytic = gradients.get(array.name)![index]!;
          assert.ok(
            Math.abs(numeric - analytic) < 2e-4 + 2e-2 * Math.abs(analytic),
            `${array.name}[${index}]: ${numeric} and ${analytic}`,
          );
        }
      }
      model.dispose();
    });

  for (const [name, shape] of shapes)
    it(`has the same loss and gradients on wasm as on cpu: ${name}`, async () => {
      const on = async (engine: EngineName): Promise<[number, Map<string, Float32Array>]> => {
        const model = await modelOn(engine, shape);
        const result: [number, Map<string, Float32Array>] = [lossOf(model), gradientsOf(model)];
        model.dispose();
        return result;
      };
      const [lossCpu, gradientsCpu] = await on('cpu');
      const [lossWasm, gradientsWasm] = await on('wasm');
      assert.ok(Math.abs(lossCpu - lossWasm) < 1e-5, `${lossCpu} and ${lossWasm}`);
      for (const [parameter, expected] of gradientsCpu)
        gradientsWasm.get(parameter)!.forEach((value, index) => {
          assert.ok(
            Math.abs(value - expected[index]!) < 1e-5,
            `${parameter}[${index}]: ${value} and ${expected[index]!}`,
          );
        });
    });

  const stepped: [string, NetworkShape][] = [
    ...cellNames.map((cell): [string, NetworkShape] => [cell, oddShape(cell, { layers: 2 })]),
    ['gru whose output is tied', oddShape('gru', { layers: 2, tiedOutput: true })],
    ['gru in heads', oddShape('gru', { layers: 2, hiddenSize: 6, heads: 3 })],
    ['lstm in heads', oddShape('lstm', { hiddenSize: 6, heads: 2, embeddingSize: 0 })],
    ['lstm with norms', oddShape('lstm', { layers: 2, layerNorm: true })],
  ];
  for (const [name, shape] of stepped)
    it(`assigns the same probabilities token by token as over a whole sequence: ${name}`, async () => {
      const model = await modelOn('wasm', shape);
      const ids = [3, 1, 4, 1, 5, 9, 2, 6];
      const stepper = createStepper(stepperWeights(model.shape, model.parameters.snapshot()));
      let sum = 0;
      for (let t = 0; t + 1 < ids.length; t++) {
        const logits = stepper.step(ids[t]!);
        const log = Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0));
        sum += log - logits[ids[t + 1]!]!;
      }
      stepper.dispose();
      const state = model.zeroState(1);
      const whole = tf.tidy(() => {
        const inputs = tf.tensor2d(ids.slice(0, -1), [7, 1], 'int32');
        const targets = tf.tensor2d(ids.slice(1), [7, 1], 'int32');
        return model.loss({ inputs, targets, state, divisor: 7 }).loss.dataSync()[0]!;
      });
      assert.ok(Math.abs(sum / 7 - whole) < 1e-5, `${sum / 7} and ${whole}`);
    });

  it('refuses an output that is tied to one-hot input', () => {
    const { network, ...others } = defaultLanguageModelOptions;
    const wanted = (embeddingSize: number): unknown => ({
      ...others,
      network: { ...network, tiedOutput: true, embeddingSize },
    });
    assert.throws(() => language.readOptions(wanted(0)), { code: 'bad-options' });
    assert.deepEqual(language.readOptions(wanted(3)), wanted(3));
  });

  it('refuses heads that do not divide the hidden size', () => {
    const { network, ...others } = defaultLanguageModelOptions;
    const wanted = (heads: number): unknown => ({ ...others, network: { ...network, hiddenSize: 6, heads } });
    assert.throws(() => language.readOptions(wanted(4)), { code: 'bad-options' });
    assert.deepEqual(language.readOptions(wanted(3)), wanted(3));
  });
});
