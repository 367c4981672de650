import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../src/engine/open';
import { LanguageModel } from '../../../src/kinds/language/languageModel';
import { LanguageModelTask } from '../../../src/kinds/language/languageModelTask';
import { operations } from '../../../src/engine/operations';
import { initialParameters } from '../../../src/nn/shape';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import { Random } from '../../../src/text/random/random';
import { candidateOf } from '../../../src/training/candidate';
import { oddShape } from '../nn/setUp';

void test('a candidate trains the model itself, in both directions where it has two, and leaves nothing behind', async () => {
  await openEngine({ engine: 'wasm' });
  const before = tf.memory().numTensors;
  const shape = oddShape('lstm', { layers: 2, bidirectional: true, dropout: 0.2, weightDropout: 0.2 });
  const model = new LanguageModel(shape, initialParameters(shape, new Random(1)), operations);
  const training = { ...defaultLanguageModelOptions.training, batchSize: 4, timeSteps: 8 };
  const trainingIds = Int32Array.from({ length: 500 }, (_, i) => i % 11);
  const task = new LanguageModelTask(model, { trainingIds, validationIds: new Int32Array(0) }, training);
  const { parameters } = model;
  const at = (name: string): number[] => [...parameters.matrix(name).dataSync()];
  const backward = at('layers.1.reverse.wh');
  const trainable = {
    parameters,
    task,
    dispose: () => {
      model.dispose();
    },
  };
  const candidate = candidateOf(trainable, defaultLanguageModelOptions.optimiser);
  assert.equal(candidate.tokens, 4 * 8);
  for (let step = 0; step < 3; step++) await candidate.step();
  assert.notDeepEqual(at('layers.1.reverse.wh'), backward);
  candidate.dispose();
  assert.equal(tf.memory().numTensors, before);
});
