/** Training an encoder-decoder on sentence pairs, with teacher forcing; padding counts for nothing. */
import * as tf from '@tensorflow/tfjs-core';
import type { Replica } from '../../../engine/parallel/replica';
import type { EncodedSentences } from '../../../text/pairs/pairCorpus';
import { orderedPairBatches, shuffledPairBatches, type PairBatch } from '../../../text/pairs/pairBatches';
import { Random, seedFor } from '../../../text/random/random';
import { withHiddenWords } from '../../../text/pairs/unknownWords';
import type { Batches, TrainingTask } from '../../../nn/trainingTask';
import { columnsOf } from '../../../nn/columns';
import type { TranslationModel } from './model';

export interface PairSet {
  source: EncodedSentences;
  target: EncodedSentences;
}

export interface TranslationData {
  training: PairSet;
  /** Undefined: nothing is held out. */
  validation: PairSet | undefined;
}

export interface TranslationTaskOptions {
  batchSize: number;
  seed: number;
  /** For each source token its target token, or 0: with them, words are hidden now and then. */
  partners?: Int32Array;
}

export interface TeacherForced {
  /** Sum of -log p over the target tokens that count, nats. */
  loss: number;
  tokens: number;
  /** Tokens that the likeliest prediction gets right. */
  correct: number;
}

const sumOf = (lengths: Int32Array): number => lengths.reduce((sum, length) => sum + length, 0);

export class TranslationTask implements TrainingTask<PairBatch> {
  constructor(
    private readonly model: TranslationModel,
    private readonly data: TranslationData,
    private readonly options: TranslationTaskOptions,
  ) {}

  batchesIn(): number {
    return Math.max(1, Math.ceil(this.data.training.source.count / this.options.batchSize));
  }

  get parameters(): TranslationModel['parameters'] {
    return this.model.parameters;
  }

  batches(epoch: number): Batches<PairBatch> {
    const { source, target } = this.data.training;
    const { batchSize, seed, partners } = this.options;
    const random = new Random(seedFor(seed, 'epoch', epoch));
    const batches = shuffledPairBatches(source, target, batchSize, random);
    return partners ? withHiddenWords(batches, partners, random) : batches;
  }

  tokens(batch: PairBatch): number {
    return sumOf(batch.targetLengths);
  }

  loss(batch: PairBatch, replica: Replica, dropoutSeed: number): tf.Scalar {
    const [from, to] = replica.rows(batch.batchSize);
    return teacherForcedLoss(this.model, batch, from, to, this.tokens(batch), dropoutSeed);
  }

  /** Nothing is carried from one sentence to the next. */
  reset(): void {
    return;
  }

  async validate(pause: () => Promise<void>): Promise<number | undefined> {
    const { validation } = this.data;
    if (!validation || validation.source.count === 0) return undefined;
    const { loss, tokens } = await evaluateTeacherForced(this.model, validation, pause);
    return loss / tokens;
  }

  dispose(): void {
    return;
  }
}

/** The loss of rows [from, to) of a batch, summed and divided by `divisor`; a scalar on the tape. */
function teacherForcedLoss(
  model: TranslationModel,
  batch: PairBatch,
  from: number,
  to: number,
  divisor: number,
  dropoutSeed: number | undefined,
): tf.Scalar {
  // A replica without rows of its own takes one that counts for nothing: its gradients are zeros, not missing.
  if (from === to) return teacherForcedLoss(model, withoutTargets(batch), 0, 1, divisor, dropoutSeed);
  const h = hiddenStates(model, batch, from, to, dropoutSeed);
  const { decoderTargets, targetLengths, targetSteps, batchSize } = batch;
  const rows = to - from;
  const weights = Float32Array.from({ length: targetSteps * rows }, (_, index) =>
    Math.floor(index / rows) < targetLengths[from + (index % rows)]! ? 1 : 0,
  );
  const dropped =
    dropoutSeed === undefined ? h : model.operations.dropout(h, model.shape.dropout, seedFor(dropoutSeed, 'output'));
  return model.operations.linearCrossEntropy({
    x: dropped,
    w: model.parameters.matrix('decoder.output.w'),
    b: model.parameters.vector('decoder.output.b'),
    targets: tf.tensor1d(columnsOf(decoderTargets, batchSize, from, to), 'int32'),
    weights: tf.tensor1d(weights),
    divisor,
  });
}

const withoutTargets = (batch: PairBatch): PairBatch => ({ ...batch, targetLengths: batch.targetLengths.map(() => 0) });

/** The decoder's hidden states under teacher forcing: [T*B, H] of rows [from, to). */
function hiddenStates(
  model: TranslationModel,
  batch: PairBatch,
  from: number,
  to: number,
  dropoutSeed: number | undefined,
): tf.Tensor2D {
  const { batchSize, source, sourceSteps, sourceLengths, decoderInputs, targetSteps } = batch;
  const rows = to - from;
  const encoded = model.encode(
    tf.tensor2d(columnsOf(source, batchSize, from, to), [sourceSteps, rows], 'int32'),
    tf.tensor1d(sourceLengths.slice(from, to), 'int32'),
    dropoutSeed,
  );
  const inputs = tf.tensor2d(columnsOf(decoderInputs, batchSize, from, to), [targetSteps, rows], 'int32');
  const h = model.decode(encoded, inputs, dropoutSeed);
  return tf.reshape<tf.Rank.R2>(h, [targetSteps * rows, model.shape.hiddenSize]);
}

/** Loss and token accuracy over all pairs, each predicted from the true tokens before it. */
export async function evaluateTeacherForced(
  model: TranslationModel,
  { source, target }: PairSet,
  pause: () => Promise<void>,
): Promise<TeacherForced> {
  const total: TeacherForced = { loss: 0, tokens: 0, correct: 0 };
  for (const batch of orderedPairBatches(source, target, 64)) {
    tf.tidy(() => {
      const h = hiddenStates(model, batch, 0, batch.batchSize, undefined);
      const logits = model.logits(h);
      total.loss += lossOf(logits, batch);
      const likeliest = tf.argMax(logits, 1).dataSync();
      visitTargets(batch, (index, token) => {
        total.tokens += 1;
        if (likeliest[index] === token) total.correct += 1;
      });
    });
    await pause();
  }
  return total;
}

function lossOf(logits: tf.Tensor2D, batch: PairBatch): number {
  const values = tf.sub(logits, tf.logSumExp(logits, 1, true)).dataSync();
  const vocabularySize = logits.shape[1];
  let loss = 0;
  visitTargets(batch, (index, token) => {
    loss -= values[index * vocabularySize + token]!;
  });
  return loss;
}

/** The targets that count, with their place t * B + b. */
function visitTargets(batch: PairBatch, visit: (index: number, token: number) => void): void {
  for (let b = 0; b < batch.batchSize; b++)
    for (let t = 0; t < batch.targetLengths[b]!; t++) {
      const index = t * batch.batchSize + b;
      visit(index, batch.decoderTargets[index]!);
    }
}
