/** The position of a run. With the weights and the optimiser's moments, it is all that resuming needs. */
export interface Position {
  step: number;
  /** Completed epochs. */
  epoch: number;
  /** Completed batches of the current epoch. */
  batch: number;
  seconds: number;
  /** Factor on the learning rate; halved each time training diverges. */
  learningRateScale: number;
  bestValidationLoss?: number;
  /** Epoch, with a fraction, of the best validation. */
  bestEpoch: number;
  /** Updates of the optimiser; differs from `step` after training has diverged. */
  updates: number;
  /** Tokens trained on since the last validation. */
  tokensSinceValidation: number;
  epochLoss: EpochLosses;
  /** A stop interrupted a validation: a resumed run validates first. */
  validationDue: boolean;
}

/** The training losses of the current epoch and of the previous one. */
export interface EpochLosses {
  /** Sum of the batches' mean losses, nats per token. */
  sum: number;
  steps: number;
  /** Mean loss of the previous epoch; absent in the first. */
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
