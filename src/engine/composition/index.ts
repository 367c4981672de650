/** Every operation of the contract as a composition of tfjs-core's ops: runs on any backend, and is what kernels are held against. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Operations } from '../contract';
import { attention } from './attention';
import { dropout } from './dropout';
import { embedding } from './embedding';
import { linearCrossEntropy } from './linearCrossEntropy';
import { linearBy, matMul } from './matMul';
import { recurrent } from './recurrent';
import { update } from './update';

export const composition: Operations = {
  recurrent,
  embedding,
  linear: linearBy(matMul),
  linearCrossEntropy,
  attention,
  dropout,
  update,
  matMul,
};
