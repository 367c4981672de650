import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../../src/engine/composition';
import { openEngine } from '../../../../src/engine/open';
import { cellNames } from '../../../../src/protocol/model';
import { distance, floatOperands, floats, plainCase, recurrentArguments } from '../cases';
import { assertClose, finiteDifference, recurrentWithGradients } from '../comparison';

before(() => openEngine({ engine: 'cpu' }));

for (const cell of cellNames) {
  for (const lengths of [false, true]) {
    void test(`${cell}${lengths ? ' with lengths, reversed' : ''}: gradients are the slopes`, () => {
      const args = recurrentArguments(cell, { ...plainCase, lengths, reverse: lengths });
      const values = recurrentWithGradients(composition, args);
      const weigh = (x: tf.Tensor | undefined, seed: number): number =>
        x ? tf.sum(tf.mul(x, floats(x.shape, seed))).dataSync()[0]! : 0;
      for (const [name, operand] of Object.entries(floatOperands(args))) {
        const loss = (x: tf.Tensor): number => {
          const { h, hLast, cLast } = composition.recurrent({ ...args, [name]: x });
          return weigh(h, 21) + weigh(hLast, 22) + weigh(cLast, 23);
        };
        for (const index of [0, operand.size >> 1, operand.size - 1]) {
          const slope = finiteDifference(loss, operand, index, 5e-3);
          const gradient = values[`d${name}`]!.dataSync()[index]!;
          assert.ok(
            Math.abs(slope - gradient) <= 1e-2 * Math.max(1, Math.abs(slope)),
            `${name}[${index}]: ${gradient}, slope ${slope}`,
          );
        }
      }
    });
  }

  void test(`${cell}: ids are one-hot rows`, () => {
    const args = recurrentArguments(cell, { ...plainCase, input: 'ids' });
    const oneHot = tf.reshape<tf.Rank.R3>(tf.cast(tf.oneHot(args.x, 11), 'float32'), [5, 3, 11]);
    const { dx, ...expected } = recurrentWithGradients(composition, { ...args, x: oneHot });
    assert.ok(dx);
    assertClose(recurrentWithGradients(composition, args), expected, 1e-6, cell);
  });

  void test(`${cell}: two halves are one whole`, () => {
    const args = recurrentArguments(cell, plainCase);
    const part = (from: number, size: number): tf.Tensor3D => tf.slice(floats<tf.Rank.R3>([5, 3, 11], 1), from, size);
    const whole = composition.recurrent(args);
    const first = composition.recurrent({ ...args, x: part(0, 2) });
    const second = composition.recurrent({
      ...args,
      x: part(2, 3),
      h0: first.hLast,
      ...(first.cLast ? { c0: first.cLast } : {}),
    });
    assert.ok(distance(tf.concat([first.h, second.h]), whole.h) <= 1e-6);
    assert.ok(distance(second.hLast, whole.hLast) <= 1e-6);
  });
}
