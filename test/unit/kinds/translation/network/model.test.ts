import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../../../src/engine/open';
import { operations } from '../../../../../src/engine/operations';
import { soloReplica } from '../../../../../src/engine/parallel/replica';
import { createOptimiserState, disposeOptimiserState } from '../../../../../src/nn/optimiser';
import { TrainingLoop } from '../../../../../src/nn/trainingLoop';
import { TranslationModel } from '../../../../../src/kinds/translation/network/model';
import { translateIds } from '../../../../../src/kinds/translation/network/search';
import {
  initialTranslationParameters,
  type TranslationShape,
} from '../../../../../src/kinds/translation/network/shape';
import { evaluateTeacherForced, TranslationTask } from '../../../../../src/kinds/translation/network/task';
import type { EngineName, CellName } from '../../../../../src/protocol/model';
import { EncodedSentences, eosIndex } from '../../../../../src/text/pairs/pairCorpus';
import { pairBatch } from '../../../../../src/text/pairs/pairBatches';
import { Random } from '../../../../../src/text/random/random';

const shapeOf = (cell: CellName, change: Partial<TranslationShape> = {}): TranslationShape => ({
  cell,
  hiddenSize: 7,
  layers: 1,
  embeddingSize: 5,
  bidirectionalEncoder: false,
  attention: false,
  dropout: 0,
  initialisation: 'scaled',
  sourceVocabularySize: 11,
  targetVocabularySize: 9,
  ...change,
});

async function modelOn(engine: EngineName, shape: TranslationShape): Promise<TranslationModel> {
  await openEngine({ engine });
  return new TranslationModel(shape, initialTranslationParameters(shape, new Random(3)), operations);
}

/** Sources of unequal lengths; the target is the source backwards, its tokens kept below the target's vocabulary. */
function pairs(count: number, longest: number): { source: EncodedSentences; target: EncodedSentences } {
  const random = new Random(4);
  const source = new EncodedSentences();
  const target = new EncodedSentences();
  for (let i = 0; i < count; i++) {
    const tokens = Array.from({ length: 1 + random.integer(longest) }, () => 4 + random.integer(5));
    source.push([...tokens, eosIndex]);
    target.push([...tokens.reverse(), eosIndex]);
  }
  return { source, target };
}

const variants: [string, TranslationShape][] = [
  ['gru', shapeOf('gru')],
  ['two layers of lstm', shapeOf('lstm', { layers: 2 })],
  ['rnn, bidirectional', shapeOf('rnn', { bidirectionalEncoder: true })],
  ['gru with attention', shapeOf('gru', { attention: true })],
  [
    'lstm, bidirectional, attention, two layers',
    shapeOf('lstm', { layers: 2, attention: true, bidirectionalEncoder: true }),
  ],
];

describe('the translation model', () => {
  for (const [name, shape] of variants)
    it(`has the gradients of its loss, on cpu as on wasm: ${name}`, async () => {
      const { source, target } = pairs(3, 4);
      const batch = pairBatch(source, target, Int32Array.of(0, 1, 2));
      const gradients = async (engine: EngineName) => {
        const model = await modelOn(engine, shape);
        const task = new TranslationTask(
          model,
          { training: { source, target }, validation: undefined },
          { batchSize: 3, seed: 1 },
        );
        const { value, grads } = tf.variableGrads(() => task.loss(batch, soloReplica, 0), model.parameters.list);
        const result = new Map(
          model.parameters.list.map((weights, index) => [
            model.parameters.names[index]!,
            Float32Array.from(grads[weights.name]!.dataSync()),
          ]),
        );
        const at = (array: string, index: number, shift: number): number => {
          const before = model.parameters.snapshot();
          model.parameters.restore(
            before.map(entry =>
              entry.name === array
                ? { ...entry, data: entry.data.map((x, i) => (i === index ? x + shift : x)) }
                : entry,
            ),
          );
          const loss = tf.tidy(() => task.loss(batch, soloReplica, 0).dataSync()[0]!);
          model.parameters.restore(before);
          return loss;
        };
        if (engine === 'cpu')
          for (const { name: array, data } of model.parameters.snapshot())
            for (const index of [0, data.length - 1]) {
              const numeric = (at(array, index, 1e-2) - at(array, index, -1e-2)) / 2e-2;
              const analytic = result.get(array)![index]!;
              assert.ok(
                Math.abs(numeric - analytic) < 2e-4 + 2e-2 * Math.abs(analytic),
                `${array}[${index}]: ${numeric} and ${analytic}`,
              );
            }
        tf.dispose([value, grads]);
        model.dispose();
        return result;
      };
      const [cpu, wasm] = [await gradients('cpu'), await gradients('wasm')];
      for (const [array, expected] of cpu)
        wasm.get(array)!.forEach((value, index) => {
          assert.ok(Math.abs(value - expected[index]!) < 2e-5, `${array}[${index}]`);
        });
    });

  it('is not moved by padding: a sentence has the same loss alone as beside a longer one', async () => {
    for (const [, shape] of variants) {
      const model = await modelOn('wasm', shape);
      const { source, target } = pairs(6, 6);
      const lossOf = async (rows: number[]) => {
        const [some, others] = [new EncodedSentences(), new EncodedSentences()];
        for (const row of rows) {
          some.push(source.at(row));
          others.push(target.at(row));
        }
        return (await evaluateTeacherForced(model, { source: some, target: others }, () => Promise.resolve())).loss;
      };
      let alone = 0;
      for (let row = 0; row < 6; row++) alone += await lossOf([row]);
      const together = await lossOf([0, 1, 2, 3, 4, 5]);
      assert.ok(Math.abs(alone - together) < 1e-3, `${alone} and ${together}`);
      model.dispose();
    }
  });

  it('learns to turn sequences around with attention, and leaves no tensor behind', async () => {
    const shape = shapeOf('gru', { hiddenSize: 32, embeddingSize: 16, attention: true, bidirectionalEncoder: true });
    const model = await modelOn('wasm', shape);
    const before = tf.memory().numTensors;
    const training = pairs(400, 4);
    const optimiserState = createOptimiserState('adam', model.parameters);
    await new TrainingLoop({
      task: new TranslationTask(model, { training, validation: undefined }, { batchSize: 32, seed: 1 }),
      operations,
      optimiserState,
      optimiser: { kind: 'adam', learningRate: 1e-2, clipNorm: 1, schedule: 'cosine', warmUp: 0, averaging: 0 },
      training: { epochs: 12, patience: 0, seed: 1 },
      replica: soloReplica,
      stopRequested: () => false,
    }).run();
    disposeOptimiserState(optimiserState);
    const { tokens, correct } = await evaluateTeacherForced(model, training, () => Promise.resolve());
    assert.ok(correct / tokens > 0.95, `${correct} of ${tokens}`);
    let exact = 0;
    for (let i = 0; i < 20; i++) {
      const found = await translateIds(
        model,
        training.source.at(i),
        { beamSize: 3, lengthPenalty: 0.75, maxLength: 8 },
        () => Promise.resolve(),
      );
      if (found.tokens.join() === Array.from(training.target.at(i)).slice(0, -1).join()) exact += 1;
      assert.equal(found.attention?.length, found.tokens.length);
      for (const weights of found.attention) assert.ok(Math.abs(weights.reduce((a, b) => a + b, 0) - 1) < 1e-5);
    }
    assert.ok(exact >= 18, `${exact} of 20`);
    assert.equal(tf.memory().numTensors, before);
    model.dispose();
  });
});
