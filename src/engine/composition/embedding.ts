import { gather, tensor, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable';

/** Rows of the table. tf.gather's own gradient needs UnsortedSegmentSum, which the wasm backend lacks. */
export function embedding(table: Tensor2D, ids: Tensor): Tensor {
  return differentiable<Tensor, [Tensor]>(
    [table],
    () => ({ value: gather(table, ids), saved: [ids] }),
    (dy, [savedIds]) => [scatterAdd(dy, savedIds, table.shape)],
  );
}

/** dTable[v] = sum over ids = v of dy; by hand, since no op of tfjs-core does it on every backend. */
function scatterAdd(dy: Tensor, ids: Tensor, [rows, width]: [number, number]): Tensor2D {
  const sums = new Float32Array(rows * width);
  const values = dy.dataSync();
  ids.dataSync().forEach((id, i) => {
    for (let j = 0; j < width; j++) sums[id * width + j]! += values[i * width + j]!;
  });
  return tensor(sums, [rows, width], 'float32');
}
