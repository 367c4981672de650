/** A network that reads a text and says its label: embedding, recurrent layers, one vector of all their states, a linear layer. */
import * as tf from '@tensorflow/tfjs-core';
import type { Operations } from '../../../engine/contract';
import type { Nudges, RecurrentTrace } from '../../../engine/composition/trace';
import { Parameters, type NamedArray } from '../../../nn/parameters';
import { recurrentStack, type StackResult } from '../../../nn/recurrentStack';
import { tracedResult, traceStack } from '../../../nn/stackTrace';
import { zeroState } from '../../../nn/state';
import { seedFor } from '../../../text/random/random';
import { stackShape, type LabelShape } from './shape';

export interface LabelInputs {
  /** int32 [T, B] */
  ids: tf.Tensor2D;
  /** int32 [B], 1 or more: steps beyond are padding. */
  lengths: tf.Tensor1D;
}

export class LabelModel {
  readonly parameters: Parameters;

  constructor(
    readonly shape: LabelShape,
    arrays: readonly NamedArray[],
    private readonly operations: Operations,
    placed?: ReadonlyMap<string, tf.Variable>,
  ) {
    this.parameters = new Parameters(arrays, placed);
  }

  /** Cross-entropy in nats, summed and divided by `divisor`; a scalar on the tape. @param labels int32 [B] @param weights [B] */
  loss(inputs: LabelInputs, { labels, weights, divisor, dropoutSeed }: LossTerms): tf.Scalar {
    const vector = this.vectors(inputs, dropoutSeed);
    return this.operations.linearCrossEntropy({ x: vector, ...this.output(), targets: labels, weights, divisor });
  }

  /** [B, C] */
  logProbabilities(inputs: LabelInputs): tf.Tensor2D {
    const { w, b } = this.output();
    const logits = this.operations.linear(this.vectors(inputs, undefined), w, b);
    return tf.sub(logits, tf.logSumExp(logits, 1, true));
  }

  /** What happens in each layer and direction as it reads one text. @param ids int32 [T, 1] */
  trace(ids: tf.Tensor2D, nudges?: readonly Nudges[]): RecurrentTrace[] {
    const { parameters } = this;
    const shape = stackShape(this.shape);
    const state = zeroState(shape, ids.shape[1]);
    return traceStack({ parameters, shape, x: this.embed(ids), state, ...(nudges ? { nudges } : {}) });
  }

  /** Scores of the labels after it has read so: [B, C]. */
  scoresAfter(traces: readonly RecurrentTrace[]): tf.Tensor2D {
    const stack = tracedResult({ parameters: this.parameters, shape: stackShape(this.shape) }, traces);
    const [steps, rows] = stack.h.shape;
    const { w, b } = this.output();
    return this.operations.linear(this.pooled(stack, tf.fill<tf.Rank.R1>([rows], steps, 'int32')), w, b);
  }

  dispose(): void {
    this.parameters.dispose();
  }

  /** int32 [T, B] -> [T, B, E] */
  private embed(ids: tf.Tensor2D): tf.Tensor3D {
    return tf.reshape<tf.Rank.R3>(this.operations.embedding(this.parameters.matrix('embedding'), ids), [
      ...ids.shape,
      this.shape.embeddingSize,
    ]);
  }

  private output(): { w: tf.Tensor2D; b: tf.Tensor1D } {
    return { w: this.parameters.matrix('output.w'), b: this.parameters.vector('output.b') };
  }

  /** [B, D*H] */
  private vectors({ ids, lengths }: LabelInputs, dropoutSeed: number | undefined): tf.Tensor2D {
    const { shape, operations, parameters } = this;
    const dropped = <T extends tf.Tensor>(x: T, place: string): T =>
      dropoutSeed === undefined ? x : operations.dropout(x, shape.dropout, seedFor(dropoutSeed, place));
    const stack = recurrentStack({
      operations,
      parameters,
      shape: stackShape(shape),
      x: dropped(this.embed(ids), 'embedding'),
      state: zeroState(stackShape(shape), ids.shape[1]),
      lengths,
      dropoutSeed,
    });
    return dropped(this.pooled(stack, lengths), 'output');
  }

  private pooled({ h, state }: StackResult, lengths: tf.Tensor1D): tf.Tensor2D {
    const [steps, rows, width] = h.shape;
    switch (this.shape.pooling) {
      case 'last':
        return this.shape.bidirectional ? tf.concat2d([state.at(-2)!.h, state.at(-1)!.h], 1) : state.at(-1)!.h;
      case 'mean': {
        const step = tf.reshape(tf.range(0, steps, 1, 'int32'), [steps, 1]);
        const read = tf.cast(tf.less(step, tf.reshape(lengths, [1, rows])), 'float32');
        const share = tf.div(read, tf.reshape(tf.cast(lengths, 'float32'), [1, rows]));
        return tf.sum<tf.Tensor2D>(tf.mul(tf.reshape(share, [steps, rows, 1]), h), 0);
      }
      case 'attention': {
        const { operations, parameters } = this;
        const flat = tf.reshape<tf.Rank.R2>(h, [steps * rows, width]);
        const keys = operations.matMul(flat, parameters.matrix('attention.key'));
        const hidden = keys.shape[1];
        return operations.attention({
          keys: tf.reshape<tf.Rank.R3>(keys, [steps, rows, hidden]),
          values: h,
          // Of all texts alike, so that the score alone says what to look at.
          query: tf.zeros<tf.Rank.R2>([rows, hidden]),
          score: parameters.matrix('attention.score'),
          lengths,
        }).context;
      }
    }
  }
}

export interface LossTerms {
  labels: tf.Tensor1D;
  /** Rows of weight 0 count for nothing. */
  weights: tf.Tensor1D;
  /** The texts of the whole batch, also when its rows are split over threads. */
  divisor: number;
  dropoutSeed: number | undefined;
}
