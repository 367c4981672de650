import type { Tensor } from '@tensorflow/tfjs-core';
import { engineInUse } from './engines';

/** The values of a float32 tensor; where they are in reach a view that dies when anything allocates. */
export const valuesOf = (tensor: Tensor): Float32Array =>
  engineInUse()?.memory?.()?.view(tensor) ?? tensor.dataSync<'float32'>();
