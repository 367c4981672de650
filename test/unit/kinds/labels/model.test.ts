import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../../src/engine/open';
import { operations } from '../../../../src/engine/operations';
import { soloReplica } from '../../../../src/engine/parallel/replica';
import { LabelModel } from '../../../../src/kinds/labels/network/model';
import { initialLabelParameters, type LabelShape } from '../../../../src/kinds/labels/network/shape';
import { LabelTask, readAll } from '../../../../src/kinds/labels/network/task';
import type { EngineName } from '../../../../src/protocol/model';
import { labelBatch } from '../../../../src/text/labels/labelBatches';
import { EncodedSentences } from '../../../../src/text/pairs/pairCorpus';
import { Random } from '../../../../src/text/random/random';

const shapeOf = (change: Partial<LabelShape>): LabelShape => ({
  cell: 'gru',
  hiddenSize: 5,
  layers: 1,
  embeddingSize: 3,
  bidirectional: true,
  pooling: 'mean',
  dropout: 0,
  vocabularySize: 9,
  classes: 3,
  ...change,
});

const shapes = [
  shapeOf({}),
  shapeOf({ pooling: 'last', cell: 'lstm' }),
  shapeOf({ pooling: 'last', bidirectional: false }),
  shapeOf({ pooling: 'attention', cell: 'rnn', layers: 2 }),
];

/** Four texts of unequal lengths, so that padding would show. */
function texts() {
  const encoded = new EncodedSentences();
  for (const text of [[4, 5, 6, 7], [8], [5, 5], [6, 4, 8]]) encoded.push(text);
  return { texts: encoded, labels: Int32Array.of(0, 1, 2, 1) };
}

const pause = (): Promise<void> => Promise.resolve();

async function on<T>(engine: EngineName, shape: LabelShape, work: (model: LabelModel) => T | Promise<T>): Promise<T> {
  await openEngine({ engine });
  const model = new LabelModel(shape, initialLabelParameters(shape, new Random(3)), operations);
  try {
    return await work(model);
  } finally {
    model.dispose();
  }
}

describe('a network that labels texts', () => {
  for (const shape of shapes) {
    const name = `${shape.pooling}, ${shape.cell}, ${shape.bidirectional ? 'both ways' : 'one way'}`;

    it(`has the gradients of its loss: ${name}`, () =>
      on('cpu', shape, model => {
        const set = texts();
        const task = new LabelTask(model, set, undefined, { batchSize: 4, seed: 1 });
        const batch = labelBatch(set, Int32Array.of(0, 1, 2, 3));
        const loss = (): tf.Scalar => task.loss(batch, soloReplica, 0);
        const { grads } = tf.variableGrads(loss, model.parameters.list);
        for (const weights of model.parameters.list) {
          const values = Float32Array.from(weights.dataSync());
          const at = values.length >> 1;
          const shifted = (by: number): number => {
            const changed = values.slice();
            changed[at]! += by;
            weights.assign(tf.tensor(changed, weights.shape));
            return tf.tidy(() => loss().dataSync()[0]!);
          };
          const numeric = (shifted(1e-2) - shifted(-1e-2)) / 2e-2;
          weights.assign(tf.tensor(values, weights.shape));
          const exact = grads[weights.name]!.dataSync()[at]!;
          assert.ok(Math.abs(exact - numeric) <= 2e-3 + 2e-2 * Math.abs(numeric), `${exact} ${numeric}`);
        }
      }));

    it(`reads a text alike alone, among longer ones, and on wasm: ${name}`, async () => {
      const found = (engine: EngineName): Promise<Float32Array> =>
        on(engine, shape, async model => {
          const together = await readAll(model, texts(), pause);
          const alone = new EncodedSentences();
          alone.push([8]);
          const one = await readAll(model, { texts: alone, labels: Int32Array.of(0) }, pause);
          one.forEach((value, c) => {
            assert.ok(Math.abs(value - together[3 + c]!) < 1e-5);
          });
          return together;
        });
      const [cpu, wasm] = [await found('cpu'), await found('wasm')];
      cpu.forEach((value, i) => {
        assert.ok(Math.abs(value - wasm[i]!) < 1e-5, `${value} ${wasm[i]}`);
      });
    });
  }

  it('has gradients of zero for a replica without rows', () =>
    on('cpu', shapes[0]!, model => {
      const set = texts();
      const task = new LabelTask(model, set, undefined, { batchSize: 4, seed: 1 });
      const idle = { ...soloReplica, rows: (): [number, number] => [4, 4] };
      const batch = labelBatch(set, Int32Array.of(0, 1, 2, 3));
      assert.equal(
        tf.tidy(() => task.loss(batch, idle, 0).dataSync()[0]!),
        0,
      );
    }));
});
