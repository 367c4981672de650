/** Every place of a model, every step and every replica draws a dropout mask of its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../src/engine/composition';
import type { Operations } from '../../../src/engine/contract';
import { openEngine } from '../../../src/engine/open';
import { soloReplica, type Replica } from '../../../src/engine/parallel/replica';
import { LanguageModel } from '../../../src/kinds/language/languageModel';
import { LanguageModelTask } from '../../../src/kinds/language/languageModelTask';
import { TranslationModel } from '../../../src/kinds/translation/network/model';
import { initialTranslationParameters, type TranslationShape } from '../../../src/kinds/translation/network/shape';
import { createOptimiserState } from '../../../src/nn/optimiser';
import { initialParameters } from '../../../src/nn/shape';
import { TrainingLoop } from '../../../src/nn/trainingLoop';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import { defaultTranslationOptions } from '../../../src/options/translation';
import { Random } from '../../../src/text/random/random';
import { oddShape } from './setUp';

function recording(seeds: number[]): Operations {
  return {
    ...composition,
    dropout: (x, _, seed) => {
      seeds.push(seed);
      return x;
    },
  };
}

const { training: defaults, optimiser } = defaultLanguageModelOptions;
const training = { ...defaults, batchSize: 4, timeSteps: 8, epochs: 2, patience: 0 };

async function seedsOfRun(seed: number, replica: Replica): Promise<number[]> {
  const seeds: number[] = [];
  const shape = oddShape('lstm', { layers: 2, bidirectional: true, dropout: 0.2, weightDropout: 0.2 });
  const operations = recording(seeds);
  const model = new LanguageModel(shape, initialParameters(shape, new Random(1)), operations);
  const trainingIds = Int32Array.from({ length: 500 }, (_, i) => i % 11);
  const task = new LanguageModelTask(model, { trainingIds, validationIds: new Int32Array(0) }, { ...training, seed });
  await new TrainingLoop({
    task,
    operations,
    optimiserState: createOptimiserState('sgd', model.parameters),
    optimiser,
    training: { ...training, seed },
    replica,
    stopRequested: () => false,
  }).run();
  return seeds;
}

describe('dropout', () => {
  it('has a mask of its own in every layer, direction, step, replica and for every seed', async () => {
    await openEngine({ engine: 'cpu' });
    const second: Replica = { ...soloReplica, rank: 1, count: 2 };
    const all = [
      await seedsOfRun(1, soloReplica),
      await seedsOfRun(1, second),
      await seedsOfRun(2, soloReplica),
      await seedsOfRun(1.7e12, soloReplica),
      await seedsOfRun(1.7e12 + 1, soloReplica),
    ].flat();
    assert.ok(all.length > 500);
    assert.equal(new Set(all).size, all.length);
  });

  it('has a mask of its own in every step of a decoder with attention', async () => {
    await openEngine({ engine: 'cpu' });
    const seeds: number[] = [];
    const shape: TranslationShape = {
      ...defaultTranslationOptions.network,
      attention: true,
      layers: 3,
      hiddenSize: 4,
      embeddingSize: 4,
      sourceVocabularySize: 9,
      targetVocabularySize: 9,
    };
    const model = new TranslationModel(shape, initialTranslationParameters(shape, new Random(1)), recording(seeds));
    tf.tidy(() => {
      for (const dropoutSeed of [100, 101, 102]) {
        const encoded = model.encode(tf.ones([5, 2], 'int32'), tf.tensor1d([5, 5], 'int32'), dropoutSeed);
        model.decode(encoded, tf.ones([60, 2], 'int32'), dropoutSeed);
      }
    });
    model.dispose();
    assert.ok(seeds.length >= 3 * 60 * 2);
    assert.equal(new Set(seeds).size, seeds.length);
  });
});
