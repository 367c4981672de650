import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { Nudges, RecurrentTrace } from '../../../../src/engine/composition/trace';
import { openEngine } from '../../../../src/engine/open';
import { operations } from '../../../../src/engine/operations';
import { piecesOf } from '../../../../src/kinds/inside/report';
import { seenInPassage, type PassageReader } from '../../../../src/kinds/inside/wholePassage';
import { LabelModel } from '../../../../src/kinds/labels/network/model';
import { initialLabelParameters, stackShape, type LabelShape } from '../../../../src/kinds/labels/network/shape';
import { TranslationModel } from '../../../../src/kinds/translation/network/model';
import {
  encoderShape,
  initialTranslationParameters,
  type TranslationShape,
} from '../../../../src/kinds/translation/network/shape';
import { cellOf } from '../../../../src/protocol/cells';
import { Random } from '../../../../src/text/random/random';

const pause = (): Promise<void> => Promise.resolve();
const ids = [4, 7, 5, 8, 6];
const steps = ids.length;

const labelShape = (change: Partial<LabelShape>): LabelShape => ({
  ...{ cell: 'gru', hiddenSize: 3, layers: 1, embeddingSize: 3, bidirectional: true, pooling: 'mean', dropout: 0 },
  ...{ vocabularySize: 9, classes: 3 },
  ...change,
});
const translationShape = (change: Partial<TranslationShape>): TranslationShape => ({
  ...{ cell: 'gru', hiddenSize: 3, layers: 1, embeddingSize: 3, bidirectionalEncoder: false, attention: false },
  ...{ dropout: 0, initialisation: 'scaled', sourceVocabularySize: 9, targetVocabularySize: 8 },
  ...change,
});

interface Case {
  reader: PassageReader;
  /** What the model says without a trace. */
  plain: () => tf.Tensor;
  traced: (traces: readonly RecurrentTrace[]) => tf.Tensor;
}

function ofLabels(shape: LabelShape): Case {
  const model = new LabelModel(shape, initialLabelParameters(shape, new Random(3)), operations);
  const x = tf.tensor2d(ids, [steps, 1], 'int32');
  return {
    reader: {
      shape: stackShape(shape),
      steps,
      trace: nudges => model.trace(x, nudges),
      score: traces => tf.sum(tf.slice(model.scoresAfter(traces), [0, 1], [1, 1])),
    },
    plain: () => model.logProbabilities({ ids: x, lengths: tf.tensor1d([steps], 'int32') }),
    traced: traces => tf.logSoftmax(model.scoresAfter(traces)),
  };
}

function ofTranslation(shape: TranslationShape): Case {
  const model = new TranslationModel(shape, initialTranslationParameters(shape, new Random(3)), operations);
  const x = tf.tensor2d(ids, [steps, 1], 'int32');
  const bos = tf.tensor2d([2], [1, 1], 'int32');
  return {
    reader: {
      shape: encoderShape(shape),
      steps,
      trace: nudges => model.traceEncoder(x, nudges),
      score: traces => tf.sum(tf.slice(model.scoresAfter(traces, bos), [0, 5], [1, 1])),
    },
    plain: () => {
      const encoded = model.encode(x, tf.tensor1d([steps], 'int32'), undefined);
      return model.logits(model.step(encoded, bos, encoded.state).h);
    },
    traced: traces => model.scoresAfter(traces, bos),
  };
}

const cases: [string, () => Case][] = [
  ['labels by the mean of both ways', () => ofLabels(labelShape({}))],
  ['labels by the last states, two layers', () => ofLabels(labelShape({ pooling: 'last', layers: 2, cell: 'lstm' }))],
  ['labels by attention, one way', () => ofLabels(labelShape({ pooling: 'attention', bidirectional: false }))],
  ['translation by the last state', () => ofTranslation(translationShape({ cell: 'lstm' }))],
  [
    'translation by attention, both ways',
    () => ofTranslation(translationShape({ attention: true, bidirectionalEncoder: true, layers: 2 })),
  ],
];

describe('what is seen inside a network that reads a passage as a whole', () => {
  for (const [name, made] of cases) {
    it(`is what the network does: ${name}`, async () => {
      await openEngine({ engine: 'cpu' });
      const { reader, plain, traced } = made();
      tf.tidy(() => {
        const [wanted, found] = [plain().dataSync(), traced(reader.trace()).dataSync()];
        wanted.forEach((value, at) => assert.ok(Math.abs(value - found[at]!) < 1e-5, `${value} ${found[at]}`));
      });
    });

    it(`has the norms of the gradient in its states: ${name}`, async () => {
      await openEngine({ engine: 'cpu' });
      const { reader } = made();
      const { lines, layers, units } = await seenInPassage(reader, pause);
      const { hiddenSize, cell } = reader.shape;
      const { cellState } = cellOf(cell);
      assert.equal(units, hiddenSize);
      assert.equal(lines.length, layers.length * (cellState ? 2 : 1));
      const scoreWith = (line: number, step: number, unit: number, by: number): number =>
        tf.tidy(() => {
          const nudges = layers.map((_, place): Nudges => {
            const of = (at: number): tf.Tensor3D => {
              const values = new Float32Array(steps * hiddenSize);
              if (at === line) values[step * hiddenSize + unit] = by;
              return tf.tensor3d(values, [steps, 1, hiddenSize]);
            };
            return cellState ? { h: of(2 * place), c: of(2 * place + 1) } : { h: of(place) };
          });
          return reader.score(reader.trace(nudges)).dataSync()[0]!;
        });
      const by = 1e-2;
      for (const [line, { reverse, norms }] of lines.entries())
        for (const back of [0, 2, steps - 1]) {
          const step = reverse ? back : steps - 1 - back;
          const slopes = Array.from(
            { length: hiddenSize },
            (_, unit) => (scoreWith(line, step, unit, by) - scoreWith(line, step, unit, -by)) / (2 * by),
          );
          const wanted = Math.hypot(...slopes);
          assert.ok(
            Math.abs(norms[back]! - wanted) < 1e-4 + 0.02 * wanted,
            `${line} ${back}: ${norms[back]} ${wanted}`,
          );
        }
    });
  }

  it('is shown at the piece of the passage that each token stands for', () => {
    assert.deepEqual(piecesOf(' we saw,  a sail ', ['we', 'saw', ',', 'a', 'sail']), [
      ' we ',
      'saw',
      ',  ',
      'a ',
      'sail ',
    ]);
    assert.deepEqual(piecesOf('a ?', ['a', 'b']), ['a', ' ?']);
  });
});
