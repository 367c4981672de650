import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../../src/engine/open';
import { operations } from '../../../../src/engine/operations';
import { soloReplica } from '../../../../src/engine/parallel/replica';
import { SeriesModel } from '../../../../src/kinds/series/network/model';
import {
  initialSeriesParameters,
  seriesParameterShapes,
  type SeriesShape,
} from '../../../../src/kinds/series/network/shape';
import { SeriesTask } from '../../../../src/kinds/series/network/task';
import type { EngineName } from '../../../../src/protocol/model';
import { Random } from '../../../../src/text/random/random';
import { shapesInPyTorch, toPyTorch } from '../../../../src/store/pytorch';
import { fromPyTorch } from '../../store/fromPyTorch';

const shapeOf = (change: Partial<SeriesShape>): SeriesShape => ({
  form: 'recurrent',
  cell: 'gru',
  hiddenSize: 5,
  layers: 1,
  lags: 5,
  values: 'raw',
  dropout: 0,
  columns: 1,
  initialisation: 'scaled',
  ...change,
});

const shapes = [
  shapeOf({}),
  shapeOf({ cell: 'lstm', layers: 2, lags: 7 }),
  shapeOf({ form: 'mlp', lags: 3, initialisation: 'xavier' }),
  shapeOf({ form: 'mlp', layers: 2 }),
  shapeOf({ form: 'linear' }),
  shapeOf({ columns: 3 }),
  shapeOf({ form: 'mlp', lags: 3, columns: 2 }),
  shapeOf({ form: 'linear', columns: 2 }),
];

const random = new Random(5);
const values = Float32Array.from({ length: 3 * 23 }, () => random.normal());
const windowsOf = ({ lags, columns }: SeriesShape, from = 0) => ({
  values: values.subarray(0, 23 * columns),
  columns,
  from,
  end: 23,
  length: lags + 1,
});

async function on<T>(engine: EngineName, shape: SeriesShape, work: (model: SeriesModel) => T | Promise<T>): Promise<T> {
  await openEngine({ engine });
  const model = new SeriesModel(shape, initialSeriesParameters(shape, new Random(3)), operations);
  try {
    return await work(model);
  } finally {
    model.dispose();
  }
}

const starts = Int32Array.of(0, 3, 4, 9, 11);
const taskOf = (model: SeriesModel): SeriesTask =>
  new SeriesTask(model, windowsOf(model.shape), windowsOf(model.shape, 10), { batchSize: 5, seed: 1 });

describe('a network that forecasts', () => {
  for (const shape of shapes) {
    const name = `${shape.form}, ${shape.cell}, ${shape.layers} layers of ${shape.lags} values, ${shape.columns} columns`;

    it(`has the gradients of its loss: ${name}`, () =>
      on('cpu', shape, model => {
        const loss = (): tf.Scalar => taskOf(model).loss(starts, soloReplica, 0);
        const { grads } = tf.variableGrads(loss, model.parameters.list);
        for (const weights of model.parameters.list) {
          const before = Float32Array.from(weights.dataSync());
          const at = before.length >> 1;
          const shifted = (by: number): number => {
            const changed = before.slice();
            changed[at]! += by;
            weights.assign(tf.tensor(changed, weights.shape));
            return tf.tidy(() => loss().dataSync()[0]!);
          };
          const numeric = (shifted(1e-2) - shifted(-1e-2)) / 2e-2;
          weights.assign(tf.tensor(before, weights.shape));
          const exact = grads[weights.name]!.dataSync()[at]!;
          assert.ok(Math.abs(exact - numeric) <= 2e-3 + 2e-2 * Math.abs(numeric), `${exact} ${numeric}`);
        }
      }));

    it(`is the same on every engine, and split over threads: ${name}`, async () => {
      const of = (engine: EngineName) =>
        on(engine, shape, model => {
          const task = taskOf(model);
          const part = (from: number, to: number): number =>
            tf.tidy(() => task.loss(starts, { ...soloReplica, rows: () => [from, to] }, 0).dataSync()[0]!);
          return [
            part(0, 5),
            part(0, 2) + part(2, 5),
            ...model.ahead(values.slice(0, 2 * shape.lags * shape.columns), 6),
          ];
        });
      const [plain, kernels] = [await of('cpu'), await of('wasm')];
      plain.forEach((value, index) => {
        assert.ok(Math.abs(value - kernels[index]!) < 1e-4, `${value} ${kernels[index]!}`);
      });
      assert.ok(Math.abs(plain[0]! - plain[1]!) < 1e-5);
    });

    it(`goes through the names of PyTorch and back: ${name}`, () => {
      const arrays = initialSeriesParameters(shape, new Random(3));
      const there = toPyTorch(arrays);
      assert.deepEqual(
        there.map(({ name: of, shape: size }) => [of, size]),
        shapesInPyTorch(seriesParameterShapes(shape)).map(({ name: of, shape: size }) => [of, size]),
      );
      assert.deepEqual(fromPyTorch(there), arrays);
    });
  }

  it('predicts what it is trained for: a step ahead the loss of a validation, further on its own outputs', () =>
    on('cpu', shapeOf({ form: 'linear', lags: 2 }), async model => {
      const [w, b] = model.parameters.list;
      w!.assign(tf.tensor([0.5, 2], [2, 1]));
      b!.assign(tf.tensor([1]));
      assert.deepEqual([...model.ahead(Float32Array.of(1, 2), 3)], [5.5, 13, 29.75]);
      const windows = { values: Float32Array.of(1, 2, 5, 10), columns: 1, from: 0, end: 4, length: 3 };
      const task = new SeriesTask(model, windows, windows, { batchSize: 2, seed: 1 });
      assert.equal(await task.validate(() => Promise.resolve()), ((5.5 - 5) ** 2 + (12 - 10) ** 2) / 2);
      assert.equal(task.batchesIn(), 1);
    }));

  it('goes on from its own outputs for every column, and is watched by the first alone', () =>
    on('cpu', shapeOf({ form: 'linear', lags: 1, columns: 2 }), async model => {
      const [w, b] = model.parameters.list;
      // x' = x + 2 z, z' = 3 z
      w!.assign(tf.tensor([1, 0, 2, 3], [2, 2]));
      b!.assign(tf.tensor([0, 0]));
      assert.deepEqual([...model.ahead(Float32Array.of(1, 1), 3)], [3, 9, 27]);
      const windows = { values: Float32Array.of(1, 1, 4, 7, 18, -5), columns: 2, from: 0, end: 3, length: 2 };
      const task = new SeriesTask(model, windows, windows, { batchSize: 2, seed: 1 });
      assert.equal(await task.validate(() => Promise.resolve()), ((3 - 4) ** 2 + (18 - 18) ** 2) / 2);
    }));
});
