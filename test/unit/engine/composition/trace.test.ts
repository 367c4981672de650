import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../../src/engine/composition';
import { traceRecurrent, type Nudges } from '../../../../src/engine/composition/trace';
import { openEngine } from '../../../../src/engine/open';
import { cellNames, cellOf } from '../../../../src/protocol/cells';
import { distance, floats, plainCase, recurrentArguments } from '../cases';
import { finiteDifference } from '../comparison';

before(() => openEngine({ engine: 'cpu' }));

for (const cell of cellNames) {
  const { cellState, gateNames } = cellOf(cell);

  void test(`${cell}: a trace has the states, and every gate between 0 and 1`, () => {
    const args = recurrentArguments(cell, plainCase);
    const { h, cLast } = composition.recurrent(args);
    const trace = traceRecurrent(args);
    assert.ok(distance(trace.h, h) <= 1e-6);
    assert.equal(trace.c !== undefined, cellState);
    if (trace.c && cLast)
      assert.ok(distance(tf.reshape(tf.slice(trace.c, [4, 0, 0], [1, 3, 7]), [3, 7]), cLast) <= 1e-6);
    assert.equal(trace.gates.length, gateNames.length);
    for (const gate of trace.gates) {
      assert.deepEqual(gate.shape, [5, 3, 7]);
      assert.ok(gate.dataSync().every(value => value > 0 && value < 1));
    }
  });

  void test(`${cell}: the gradient in a state is the slope of the loss, all that follows included`, () => {
    const args = recurrentArguments(cell, plainCase);
    const size: [number, number, number] = [5, 3, 7];
    const none = (): tf.Tensor3D => tf.zeros<tf.Rank.R3>(size);
    const loss = (nudges: Nudges): tf.Scalar => {
      const last = tf.slice(traceRecurrent(args, nudges).h, [4, 0, 0], [1, 3, 7]);
      return tf.sum(tf.mul(last, floats([1, 3, 7], 21)));
    };
    for (const state of cellState ? (['h', 'c'] as const) : (['h'] as const)) {
      const of = (nudge: tf.Tensor): tf.Scalar => {
        const given = tf.reshape<tf.Rank.R3>(nudge, size);
        return loss(state === 'h' ? { h: given } : { h: none(), c: given });
      };
      const gradient = tf.grad(of)(none()).dataSync();
      // Of the first step, one in the middle, and the last.
      for (const index of [3, 2 * 21 + 8, 4 * 21 + 20]) {
        const slope = finiteDifference(nudge => of(nudge).dataSync()[0]!, none(), index, 5e-3);
        assert.ok(Math.abs(slope - gradient[index]!) <= 1e-2 * Math.max(0.1, Math.abs(slope)), `${state}[${index}]`);
      }
    }
  });
}

void test('the gates of an LSTM are those that its states are made of: h = o tanh(c)', () => {
  const { h, c, gates } = traceRecurrent(recurrentArguments('lstm', plainCase));
  assert.ok(distance(tf.mul(gates[2]!, tf.tanh(c!)), h) <= 1e-6);
});
