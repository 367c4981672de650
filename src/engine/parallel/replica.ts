import type { Tensor } from '@tensorflow/tfjs-core';

/** One of the threads that split a batch. All run the same training loop, each on its own rows. */
export interface Replica {
  readonly rank: number;
  readonly count: number;
  /** Rows [from, to) of a batch of B that this replica trains. */
  rows(batchSize: number): [number, number];
  /**
   * Sums of the gradients and of the scalars over all replicas, in the order of their ranks: the same bits in each.
   * Waits for the others; the tensors given may be the ones returned.
   * @throws Error when another replica has failed
   */
  allReduce(gradients: Tensor[], scalars: number[]): { gradients: Tensor[]; scalars: number[] };
}

/** The only thread: it trains all rows and waits for no other. */
export const soloReplica: Replica = {
  rank: 0,
  count: 1,
  rows: batchSize => [0, batchSize],
  allReduce: (gradients, scalars) => ({ gradients, scalars }),
};
