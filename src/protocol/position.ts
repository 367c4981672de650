/** Where a run stands; with the weights and the moments of the optimiser, all it takes to go on. */
export interface Position {
  step: number;
  /** Completed epochs. */
  epoch: number;
  /** Batches done of the current epoch. */
  batch: number;
  seconds: number;
  /** Factor on the learning rate; halved whenever training diverged. */
  learningRateScale: number;
  bestValidationLoss?: number;
  /** Epoch (with fraction) of the best validation. */
  bestEpoch: number;
}

export const startPosition: Position = { step: 0, epoch: 0, batch: 0, seconds: 0, learningRateScale: 1, bestEpoch: 0 };
