import assert from 'node:assert/strict';
import { before, describe } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../../src/engine/open';
import { recurrentKernel } from '../../../../src/engine/kernels';
import { holdKernelsToCompositions } from '../kernels';

const reason = process.env.UNROLL_NATIVE ? false : 'tfjs-node is not there: UNROLL_NATIVE names no folder';

void describe('native kernels', { skip: reason }, () => {
  before(async () => {
    const { backend, report } = await openEngine({ backend: 'native' });
    assert.equal(backend, 'native', report.reason);
    assert.ok(tf.getKernelsForBackend('tensorflow').some(({ kernelName }) => kernelName === recurrentKernel));
  });
  holdKernelsToCompositions();
});
