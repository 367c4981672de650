import assert from 'node:assert/strict';
import { before, describe } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { recurrentKernel } from '../../../../src/engine/kernels';
import { loaders } from '../../../../src/engine/loaders';
import { registerWasmKernels } from '../../../../src/engine/wasm/register';
import { holdKernelsToCompositions } from '../kernels';

void describe('wasm kernels', () => {
  before(async () => {
    const { available, detail } = await loaders.wasm();
    assert.ok(available, detail);
    await registerWasmKernels();
    assert.ok(tf.getKernelsForBackend('wasm').some(({ kernelName }) => kernelName === recurrentKernel));
  });
  holdKernelsToCompositions();
});
