/** What the training loop needs to know of a model and its data; one for language models, one for translation. */
import type { Scalar } from '@tensorflow/tfjs-core';
import type { Replica } from '../engine/parallel/replica';
import type { Parameters } from './parameters';

export interface Batches<B> extends Iterable<B> {
  readonly batches: number;
}

/** Batches of so many epochs. */
export function plannedSteps(task: Pick<TrainingTask<never>, 'batchesIn'>, epochs: number): number {
  let steps = 0;
  for (let epoch = 0; epoch < epochs; epoch++) steps += task.batchesIn(epoch);
  return steps;
}

export interface TrainingTask<B> {
  readonly parameters: Parameters;
  /** How many batches an epoch has (0 for the first), as far as that can be known beforehand. */
  batchesIn(epoch: number): number;
  /** The batches of an epoch: the same for every replica and after every resume, since they follow from seed and epoch. */
  batches(epoch: number): Batches<B>;
  /** Targets that count: what tokens per second count. */
  tokens(batch: B): number;
  /**
   * The loss of this replica's rows, on the tape: summed over them and divided by the tokens of the whole batch, so that
   * the sum over replicas is the mean loss in nats per token.
   */
  loss(batch: B, replica: Replica, dropoutSeed: number): Scalar;
  /** Forgets whatever state was carried from batch to batch. */
  reset(): void;
  /**
   * What a step has left for the next, of all rows of the batch; nothing where a batch begins afresh.
   * @param steps losses so far, or one less: the last was of a step that was not taken
   */
  carried?(steps: number): Float32Array | undefined;
  /** Goes on from there with the next batch. */
  carry?(values: Float32Array): void;
  /** Mean held-out loss in nats per token; undefined when nothing is held out. `pause` is awaited between chunks and may throw to end it. */
  validate(pause: () => Promise<void>): Promise<number | undefined>;
  /** Frees the carried state, not the model. */
  dispose(): void;
}
