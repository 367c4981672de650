/** Models that label texts and forecast, with weights from PyTorch: its layers by its names say what PyTorch said (`test/golden/pytorch.py`). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../src/engine/open';
import { operations } from '../../../src/engine/operations';
import { LabelModel } from '../../../src/kinds/labels/network/model';
import { labelParameterShapes, type LabelShape } from '../../../src/kinds/labels/network/shape';
import { SeriesModel } from '../../../src/kinds/series/network/model';
import { seriesParameterShapes, type SeriesShape } from '../../../src/kinds/series/network/shape';
import type { NamedArray } from '../../../src/nn/parameters';
import { defaultLabelOptions } from '../../../src/options/labels';
import { defaultSeriesOptions } from '../../../src/options/series';
import { shapesInPyTorch, toPyTorch } from '../../../src/store/pytorch';
import { fromPyTorch } from '../store/fromPyTorch';
import type { NamedTensor, TensorShape } from '../../../src/store/types';
import { decode } from '../store/tensors';

const near = (found: ArrayLike<number>, wanted: readonly number[]): void => {
  assert.equal(found.length, wanted.length);
  wanted.forEach((value, at) => {
    assert.ok(Math.abs(found[at]! - value) < 1e-5, `${found[at]!} is not ${value}`);
  });
};

/** Of these shapes, in their order; and PyTorch finds again what came from it, with its two biases as one. */
async function weights(file: string, shapes: readonly TensorShape[]): Promise<NamedArray[]> {
  const { tensors } = await decode(readFileSync(`test/golden/data/${file}`));
  const ours = fromPyTorch(tensors);
  const back = new Map(toPyTorch(ours).map(tensor => [tensor.name, tensor]));
  assert.deepEqual([...back.keys()].sort(), tensors.map(({ name }) => name).sort());
  for (const tensor of tensors.filter(({ name }) => !name.includes('bias_')))
    assert.deepEqual(back.get(tensor.name), tensor);
  const sizes = (of: readonly TensorShape[]) => of.map(({ name, shape }) => `${name} ${shape.join()}`).sort();
  assert.deepEqual(sizes(shapesInPyTorch(shapes)), sizes(tensors));
  return shapes.map(({ name }) => named(ours, name));
}

function named(tensors: readonly NamedTensor[], wanted: string): NamedArray {
  const found = tensors.find(({ name }) => name === wanted);
  assert.ok(found, wanted);
  return { ...found, shape: [...found.shape] };
}

describe('weights from PyTorch', () => {
  before(() => openEngine({ engine: 'cpu' }));

  const labels: LabelShape = {
    ...defaultLabelOptions.network,
    cell: 'lstm',
    hiddenSize: 2,
    layers: 1,
    embeddingSize: 3,
    bidirectional: true,
    vocabularySize: 6,
    classes: 3,
  };
  const said = {
    last: [-1.2704456, -1.3620182, -0.7697039],
    mean: [-1.2595832, -1.3255193, -0.7972578],
  };
  for (const pooling of ['last', 'mean'] as const)
    it(`label a text alike: a bidirectional LSTM, pooled by ${pooling}`, async () => {
      const shape = { ...labels, pooling };
      const model = new LabelModel(
        shape,
        await weights('pytorch-labels.safetensors', labelParameterShapes(shape)),
        operations,
      );
      const ids = tf.tensor2d([1, 4, 0, 5, 2], [5, 1], 'int32');
      near(model.logProbabilities({ ids, lengths: tf.tensor1d([5], 'int32') }).dataSync(), said[pooling]);
      model.dispose();
    });

  const forecast = async (file: string, change: Partial<SeriesShape>, windows: readonly number[]) => {
    const shape = { ...defaultSeriesOptions.network, columns: 1, ...change };
    const model = new SeriesModel(shape, await weights(file, seriesParameterShapes(shape)), operations);
    const found = model.ahead(Float32Array.from(windows), 3);
    model.dispose();
    return found;
  };

  it('forecast alike: layers over the last values', async () => {
    const change = { form: 'mlp', lags: 4, hiddenSize: 5, layers: 1 } as const;
    const found = await forecast('pytorch-series-mlp.safetensors', change, [0.3, -0.2, 0.9, 0.5]);
    near(found, [-0.0885388, -0.0011946, 0.05582]);
  });

  it('forecast alike: an LSTM of two layers over two columns, fed its own outputs', async () => {
    const change = { form: 'recurrent', cell: 'lstm', lags: 3, hiddenSize: 3, layers: 2, columns: 2 } as const;
    const found = await forecast('pytorch-series-lstm.safetensors', change, [0.3, -1, 0.1, 0.4, -0.7, 0.2]);
    near(found, [0.3691177, 0.3831995, 0.3896538]);
  });
});
