/** Every operation of the contract as a composition of tfjs-core's ops: runs on any backend, and is what kernels are held against. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Operations } from '../contract';
import { attention } from './attention';
import { dropout } from './dropout';
import { embedding } from './embedding';
import { linearCrossEntropy } from './linearCrossEntropy';
import { matMul } from './matMul';
import { recurrent } from './recurrent';
import { update } from './update';

export const composition: Operations = {
  recurrent,
  embedding,
  linear: (x, w, b, transposeW = false) => tf.tidy(() => tf.add<tf.Tensor2D>(matMul(x, w, false, transposeW), b)),
  linearCrossEntropy,
  attention,
  dropout,
  update,
  matMul,
};
