/** Training on labelled texts; padding counts for nothing. */
import * as tf from '@tensorflow/tfjs-core';
import type { Replica } from '../../../engine/parallel/replica';
import { columnsOf } from '../../../nn/columns';
import type { Batches, TrainingTask } from '../../../nn/trainingTask';
import {
  orderedLabelBatches,
  shuffledLabelBatches,
  type EncodedTexts,
  type LabelBatch,
} from '../../../text/labels/labelBatches';
import type { LogProbabilities } from '../../../text/labels/trust';
import { Random, seedFor } from '../../../text/random/random';
import type { LabelModel, LabelInputs } from './model';

export interface LabelTaskOptions {
  batchSize: number;
  seed: number;
}

const evaluatedTogether = 64;

export class LabelTask implements TrainingTask<LabelBatch> {
  constructor(
    private readonly model: LabelModel,
    private readonly training: EncodedTexts,
    /** Undefined: nothing is held out. */
    private readonly validation: EncodedTexts | undefined,
    private readonly options: LabelTaskOptions,
  ) {}

  batchesIn(): number {
    return Math.max(1, Math.ceil(this.training.texts.count / this.options.batchSize));
  }

  get parameters(): LabelModel['parameters'] {
    return this.model.parameters;
  }

  batches(epoch: number): Batches<LabelBatch> {
    const { batchSize, seed } = this.options;
    return shuffledLabelBatches(this.training, batchSize, new Random(seedFor(seed, 'epoch', epoch)));
  }

  tokens({ lengths }: LabelBatch): number {
    return lengths.reduce((sum, length) => sum + length, 0);
  }

  loss(batch: LabelBatch, replica: Replica, dropoutSeed: number): tf.Scalar {
    const [from, to] = replica.rows(batch.batchSize);
    // A replica without rows of its own takes one that counts for nothing: its gradients are zeros, not missing.
    const rows = Math.max(1, to - from);
    const end = Math.min(batch.batchSize, from + rows);
    const start = end - rows;
    return this.model.loss(inputsOf(batch, start, end), {
      labels: tf.tensor1d(batch.labels.slice(start, end), 'int32'),
      weights: tf.fill<tf.Rank.R1>([rows], to > from ? 1 : 0),
      divisor: batch.batchSize,
      dropoutSeed,
    });
  }

  /** Nothing is carried from one text to the next. */
  reset(): void {
    return;
  }

  async validate(pause: () => Promise<void>): Promise<number | undefined> {
    if (!this.validation || this.validation.labels.length === 0) return undefined;
    const { labels } = this.validation;
    const { classes } = this.model.shape;
    const found = await readAll(this.model, this.validation, pause);
    return labels.reduce((sum, label, n) => sum - found[n * classes + label]!, 0) / labels.length;
  }

  dispose(): void {
    return;
  }
}

const inputsOf = ({ ids, lengths, steps, batchSize }: LabelBatch, from: number, to: number): LabelInputs => ({
  ids: tf.tensor2d(columnsOf(ids, batchSize, from, to), [steps, to - from], 'int32'),
  lengths: tf.tensor1d(lengths.slice(from, to), 'int32'),
});

/** What the network makes of every text: [N, C]. */
export async function readAll(
  model: LabelModel,
  set: EncodedTexts,
  pause: () => Promise<void>,
): Promise<LogProbabilities> {
  const found = new Float32Array(set.texts.count * model.shape.classes);
  let at = 0;
  for (const batch of orderedLabelBatches(set, evaluatedTogether)) {
    const values = tf.tidy(() => model.logProbabilities(inputsOf(batch, 0, batch.batchSize)).dataSync());
    found.set(values, at);
    at += values.length;
    await pause();
  }
  return found;
}
