/** The training loss of an epoch, as the books print it: the mean over its batches while the weights moved. */
import type { EpochLosses } from '../protocol/position';

/** NaN before the first batch. */
const meanOf = ({ sum, steps }: EpochLosses): number => sum / steps;

/** @param loss nats per token */
export function addLoss(losses: EpochLosses, loss: number): void {
  losses.sum += loss;
  losses.steps += 1;
}

export function nextEpoch(losses: EpochLosses): EpochLosses {
  // An epoch without a single finite loss says nothing.
  return losses.steps > 0 ? { sum: 0, steps: 0, earlier: meanOf(losses) } : losses;
}

/** Of the epoch under way once half of its batches are through, else of the one before, if there was one. */
export const epochLossOf = (losses: EpochLosses, batchesPerEpoch: number): number =>
  2 * losses.steps < batchesPerEpoch && losses.earlier !== undefined ? losses.earlier : meanOf(losses);
