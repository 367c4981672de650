/** The training loss of an epoch, as the books print it: the mean over its batches while the weights moved. */
export class EpochLoss {
  private sum = 0;
  private steps = 0;
  private earlier = NaN;

  /** @param loss nats per token */
  add(loss: number): void {
    this.sum += loss;
    this.steps += 1;
  }

  nextEpoch(): void {
    // An epoch without a single finite loss says nothing.
    if (this.steps > 0) this.earlier = this.mean;
    this.sum = this.steps = 0;
  }

  /** Of the epoch under way once half of its batches are through, else of the one before, if there was one. */
  of(batchesPerEpoch: number): number {
    return 2 * this.steps < batchesPerEpoch && !Number.isNaN(this.earlier) ? this.earlier : this.mean;
  }

  /** NaN before the first batch. */
  private get mean(): number {
    return this.sum / this.steps;
  }
}
