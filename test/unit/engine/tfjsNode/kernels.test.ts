import assert from 'node:assert/strict';
import { before, describe } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine } from '../../../../src/engine/open';
import { recurrentKernel } from '../../../../src/engine/kernels';
import { holdKernelsToCompositions } from '../kernels';
import { said } from '../../said';

const reason = process.env.UNROLL_TFJS_NODE ? false : 'tfjs-node is not there: UNROLL_TFJS_NODE names no folder';

void describe('tfjs-node kernels', { skip: reason }, () => {
  before(async () => {
    const { name, report } = await openEngine({ engine: 'tfjs-node' });
    assert.equal(name, 'tfjs-node', said(report.reason));
    assert.ok(tf.getKernelsForBackend('tensorflow').some(({ kernelName }) => kernelName === recurrentKernel));
  });
  holdKernelsToCompositions();
});
