import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { evaluate } from '../../../../src/kinds/language/evaluate';
import type { LanguageModel } from '../../../../src/kinds/language/languageModel';
import { disposeState } from '../../../../src/nn/state';
import { Random } from '../../../../src/text/random/random';
import { modelOn, oddShape } from '../../nn/setUp';

const noPause = (): Promise<void> => Promise.resolve();

function randomIds(count: number): Int32Array {
  const random = new Random(4);
  return Int32Array.from({ length: count }, () => random.integer(11));
}

/** The summed loss of ids[1..], read in one go from the zero state. */
function sumOf(model: LanguageModel, ids: Int32Array): number {
  const state = model.zeroState(1);
  const steps = ids.length - 1;
  const sum = tf.tidy(() => {
    const inputs = tf.tensor2d(ids.subarray(0, steps), [steps, 1], 'int32');
    const targets = tf.tensor2d(ids.subarray(1), [steps, 1], 'int32');
    return model.loss({ inputs, targets, state, divisor: 1 }).loss.dataSync()[0]!;
  });
  disposeState(state);
  return sum;
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-5, `${actual} and ${expected}`);
}

describe('the evaluation of a language model', () => {
  it('carries the state from chunk to chunk, and leaves no tensor behind', async () => {
    const model = await modelOn('wasm', oddShape('lstm', { layers: 2 }));
    const ids = randomIds(30);
    const before = tf.memory().numTensors;
    close(await evaluate(model, ids, noPause, 8), sumOf(model, ids) / 29);
    assert.equal(tf.memory().numTensors, before);
    model.dispose();
  });

  it('reads a longer text as rows of 256 tokens and more, each from its own beginning', async () => {
    const model = await modelOn('wasm', oddShape('gru'));
    const ids = randomIds(601);
    const rows = [ids.subarray(0, 301), ids.subarray(300, 601)];
    close(await evaluate(model, ids, noPause), rows.reduce((sum, row) => sum + sumOf(model, row), 0) / 600);
    model.dispose();
  });

  it('begins each chunk anew for a cell that cannot forget, whose state would only grow', async () => {
    const model = await modelOn('wasm', oddShape('residual'));
    const ids = randomIds(21);
    const chunks = [ids.subarray(0, 11), ids.subarray(10, 21)];
    const before = tf.memory().numTensors;
    close(await evaluate(model, ids, noPause, 10), chunks.reduce((sum, chunk) => sum + sumOf(model, chunk), 0) / 20);
    assert.equal(tf.memory().numTensors, before);
    model.dispose();
  });
});
