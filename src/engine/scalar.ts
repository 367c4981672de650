import type { Tensor } from '@tensorflow/tfjs-core';

/** Reads a tensor of one number and disposes it; asynchronously, since an engine may compute elsewhere. */
export async function scalarOf(tensor: Tensor): Promise<number> {
  const [value] = await tensor.data<'float32'>();
  tensor.dispose();
  return value!;
}
