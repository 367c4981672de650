import { inOurNames, isTransposed, transposed } from '../../../src/store/pytorch';
import type { NamedTensor } from '../../../src/store/types';

/** The way back from `toPyTorch`, of arrays in memory: the product turns them while it reads them from the file. */
export const fromPyTorch = (tensors: readonly NamedTensor[]): NamedTensor[] =>
  inOurNames(
    tensors.map(tensor => {
      const { name, shape, data } = tensor;
      return isTransposed(name) ? { name, shape: shape.toReversed(), data: transposed(data, shape[1]!) } : tensor;
    }),
  );
