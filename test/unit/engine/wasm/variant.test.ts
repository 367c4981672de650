/** The build of the kernels that a process takes, and what must not depend on it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getEnvironmentData } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import { wasmEngine } from '../../../../src/engine/wasm/engine';
import { operations } from '../../../../src/engine/operations';
import { registerWasmKernels } from '../../../../src/engine/wasm/register';
import { chooseVariant } from '../../../../src/engine/wasm/variant';
import { cellNames } from '../../../../src/protocol/model';
import { floats, ids, plainCase, recurrentArguments } from '../cases';
import { recurrentWithGradients } from '../comparison';

void test('the choice fits the engine and is left for the threads to come', async () => {
  await wasmEngine.load();
  const chosen = (await registerWasmKernels()).variant;
  assert.equal(getEnvironmentData('unroll.kernels'), chosen);
  assert.equal(await chooseVariant(), chosen);
  assert.notEqual(chosen, 'simd', 'every Node that is tested knows fused multiply-add, be it behind a flag');
  if (Number.parseInt(process.versions.v8, 10) < 13) assert.notEqual(chosen, 'wide');
});

/** Every output and gradient, of sizes with whole tiles and edges, repeated until V8 has optimised what it runs. */
function everything(): number[][] {
  return tf.tidy(() => {
    const sizes = { T: 6, B: 9, I: 21, H: 37 };
    const values: tf.Tensor[] = [];
    for (const cell of cellNames)
      values.push(
        ...Object.values(recurrentWithGradients(operations, recurrentArguments(cell, { ...plainCase, sizes }))),
      );
    const [x, w, b] = [floats<tf.Rank.R2>([50, 40], 1), floats<tf.Rank.R2>([40, 45], 2), floats<tf.Rank.R1>([45], 3)];
    const targets = ids<tf.Rank.R1>([50], 45, 4);
    const loss = (...[px, pw, pb]: tf.Tensor[]): tf.Scalar =>
      operations.linearCrossEntropy({
        x: tf.reshape<tf.Rank.R2>(px!, [50, 40]),
        w: tf.reshape<tf.Rank.R2>(pw!, [40, 45]),
        b: tf.reshape<tf.Rank.R1>(pb!, [45]),
        targets,
        divisor: 50,
      });
    values.push(loss(x, w, b), ...tf.grads(loss)([x, w, b]), operations.dropout(x, 0.4, 9));
    return values.map(tensor => [...tensor.dataSync()]);
  });
}

async function settled(variant: 'relaxed' | 'wide'): Promise<number[][]> {
  await registerWasmKernels(variant);
  let values = everything();
  for (let i = 0; i < 40; i++) {
    // Gives V8 time to put its optimised code in place.
    await new Promise(resolve => setTimeout(resolve, 5));
    values = everything();
  }
  return values;
}

void test('the wide build gives the same bits as the relaxed one', async () => {
  await wasmEngine.load();
  assert.deepEqual(await settled('wide'), await settled('relaxed'));
});
