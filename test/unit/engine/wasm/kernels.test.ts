import assert from 'node:assert/strict';
import { before, describe } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { recurrentKernel } from '../../../../src/engine/kernels';
import { wasmEngine } from '../../../../src/engine/wasm/engine';
import { registerWasmKernels } from '../../../../src/engine/wasm/register';
import { holdKernelsToCompositions } from '../kernels';

void describe('wasm kernels', () => {
  before(async () => {
    assert.match(await wasmEngine.load(), /^fused/);
    await registerWasmKernels();
    assert.ok(tf.getKernelsForBackend('wasm').some(({ kernelName }) => kernelName === recurrentKernel));
  });
  holdKernelsToCompositions();
});
