/** A network that says the next number: recurrent, layers over the last values, or their weighted sum. */
import * as tf from '@tensorflow/tfjs-core';
import type { Operations } from '../../../engine/contract';
import { Parameters, type NamedArray } from '../../../nn/parameters';
import { recurrentStack } from '../../../nn/recurrentStack';
import { zeroState, type HiddenState } from '../../../nn/state';
import { seedFor } from '../../../text/random/random';
import { stackShape, type SeriesShape } from './shape';

export class SeriesModel {
  readonly parameters: Parameters;

  constructor(
    readonly shape: SeriesShape,
    arrays: readonly NamedArray[],
    private readonly operations: Operations,
  ) {
    this.parameters = new Parameters(arrays);
  }

  /** Predictions of one window: of all of its steps where a state is carried, else of the value behind it. */
  get predicted(): number {
    return this.shape.form === 'recurrent' ? this.shape.lags - this.burnIn : 1;
  }

  /** Steps that a state needs before its predictions count. */
  private get burnIn(): number {
    return this.shape.lags >> 1;
  }

  /**
   * Squared errors, summed over rows and predictions and divided by `divisor`; a scalar on the tape.
   * @param windows [B, tau + 1] the values before the last one and the last one
   * @param weights [B]
   */
  loss(windows: tf.Tensor2D, weights: tf.Tensor1D, divisor: number, dropoutSeed: number | undefined): tf.Scalar {
    const { lags, form } = this.shape;
    const rows = windows.shape[0];
    const seen = tf.slice(windows, [0, 0], [rows, lags]);
    if (form !== 'recurrent') {
      const errors = tf.sub(this.ofWindows(seen, dropoutSeed), tf.slice(windows, [0, lags], [rows, 1]));
      return tf.div(tf.sum(tf.mul(tf.square(errors), tf.reshape(weights, [rows, 1]))), divisor);
    }
    const burnIn = this.burnIn;
    const { h } = this.read(seen, zeroState(stackShape(this.shape), rows), dropoutSeed);
    const states = tf.slice(h, [burnIn, 0, 0], [lags - burnIn, rows, this.shape.hiddenSize]);
    const found = tf.reshape(this.output(tf.reshape(states, [-1, this.shape.hiddenSize]), dropoutSeed), [
      lags - burnIn,
      rows,
    ]);
    const targets = tf.transpose(tf.slice(windows, [0, burnIn + 1], [rows, lags - burnIn]));
    return tf.div(tf.sum(tf.mul(tf.square(tf.sub(found, targets)), tf.reshape(weights, [1, rows]))), divisor);
  }

  /**
   * How windows go on, each prediction fed back.
   * @param windows [B, tau]
   * @returns [B, steps]
   */
  ahead(windows: Float32Array, steps: number): Float32Array {
    const { lags, form } = this.shape;
    const rows = windows.length / lags;
    const found = new Float32Array(rows * steps);
    const put = (values: ArrayLike<number>, step: number): void => {
      for (let row = 0; row < rows; row++) found[row * steps + step] = values[row]!;
    };
    tf.tidy(() => {
      let seen = tf.tensor2d(windows, [rows, lags]);
      let state: HiddenState = form === 'recurrent' ? zeroState(stackShape(this.shape), rows) : [];
      for (let step = 0; step < steps; step++) {
        let next: tf.Tensor2D;
        if (form === 'recurrent') {
          const read = this.read(seen, state, undefined);
          state = read.state;
          next = this.output(read.state.at(-1)!.h, undefined);
          seen = next;
        } else {
          next = this.ofWindows(seen, undefined);
          seen = tf.concat2d([tf.slice(seen, [0, 1], [rows, lags - 1]), next], 1);
        }
        put(next.dataSync(), step);
      }
    });
    return found;
  }

  dispose(): void {
    this.parameters.dispose();
  }

  /** [B, T] */
  private read(values: tf.Tensor2D, state: HiddenState, dropoutSeed: number | undefined) {
    const [rows, steps] = values.shape;
    return recurrentStack({
      operations: this.operations,
      parameters: this.parameters,
      shape: stackShape(this.shape),
      x: tf.reshape<tf.Rank.R3>(tf.transpose(values), [steps, rows, 1]),
      state,
      dropoutSeed,
    });
  }

  /** [B, tau] -> [B, 1] */
  private ofWindows(windows: tf.Tensor2D, dropoutSeed: number | undefined): tf.Tensor2D {
    const { operations, parameters, shape } = this;
    let x = windows;
    for (let layer = 0; shape.form === 'mlp' && layer < shape.layers; layer++)
      x = tf.relu(operations.linear(x, parameters.matrix(`hidden.${layer}.w`), parameters.vector(`hidden.${layer}.b`)));
    return this.output(x, shape.form === 'mlp' ? dropoutSeed : undefined);
  }

  /** [N, H] -> [N, 1] */
  private output(x: tf.Tensor2D, dropoutSeed: number | undefined): tf.Tensor2D {
    const { operations, parameters, shape } = this;
    const dropped =
      dropoutSeed === undefined ? x : operations.dropout(x, shape.dropout, seedFor(dropoutSeed, 'output'));
    return operations.linear(dropped, parameters.matrix('output.w'), parameters.vector('output.b'));
  }
}
