import { tensor as newTensor, type Tensor } from '@tensorflow/tfjs-core';
import { engineInUse } from './engines';

/** The values of a float32 tensor; where they are in reach a view that dies when anything allocates. */
export const valuesOf = (tensor: Tensor): Float32Array =>
  engineInUse()?.memory?.()?.view(tensor) ?? tensor.dataSync<'float32'>();

/** A tensor of values that stay the caller's: where tensors have no memory of their own, the array itself would become the tensor's. */
export const tensorOf = (values: Float32Array, shape: number[]): Tensor =>
  newTensor(engineInUse()?.memory?.() ? values : values.slice(), shape, 'float32');
