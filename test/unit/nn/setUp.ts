import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../src/engine/open';
import { operations } from '../../../src/engine/operations';
import { LanguageModel } from '../../../src/kinds/language/languageModel';
import { initialParameters, type NetworkShape } from '../../../src/nn/shape';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import type { EngineName, CellName } from '../../../src/protocol/model';
import { Random } from '../../../src/text/random/random';

/** Odd sizes, with which a transposed index is noticed: V = 11, E = 5, H = 7. */
export const oddShape = (cell: CellName, change: Partial<NetworkShape> = {}): NetworkShape => ({
  ...defaultLanguageModelOptions.network,
  cell,
  hiddenSize: 7,
  embeddingSize: 5,
  layers: 1,
  dropout: 0,
  weightDropout: 0,
  vocabularySize: 11,
  ...change,
});

export async function modelOn(engine: EngineName, shape: NetworkShape, seed = 1): Promise<LanguageModel> {
  await openEngine({ engine });
  return new LanguageModel(shape, initialParameters(shape, new Random(seed)), operations);
}

/** int32 [T, B] of token ids below V. */
export function tokens(timeSteps: number, batchSize: number, vocabularySize: number, seed = 2): tf.Tensor2D {
  const random = new Random(seed);
  const ids = Int32Array.from({ length: timeSteps * batchSize }, () => random.integer(vocabularySize));
  return tf.tensor2d(ids, [timeSteps, batchSize], 'int32');
}
