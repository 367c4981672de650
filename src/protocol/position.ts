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
  /** Updates of the optimiser: as many as steps, but for what was lost when training diverged. */
  updates: number;
  /** Trained on since the last validation. */
  tokensSinceValidation: number;
  epochLoss: EpochLosses;
  /** A stop has ended a validation: it comes first when the run goes on. */
  validationDue: boolean;
}

/** The training loss of the epoch under way, and of the one before. */
export interface EpochLosses {
  /** Of the means of its batches, nats per token. */
  sum: number;
  steps: number;
  /** Mean of the epoch before; absent in the first. */
  earlier?: number;
}

export const startPosition: Position = {
  step: 0,
  epoch: 0,
  batch: 0,
  seconds: 0,
  learningRateScale: 1,
  bestEpoch: 0,
  updates: 0,
  tokensSinceValidation: 0,
  epochLoss: { sum: 0, steps: 0 },
  validationDue: false,
};
