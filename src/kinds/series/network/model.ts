/** A network that predicts the next number: a recurrent network, layers over the last values, or a weighted sum of them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Operations } from '../../../engine/contract';
import { Parameters, type NamedArray } from '../../../nn/parameters';
import { recurrentStack } from '../../../nn/recurrentStack';
import { zeroState, type HiddenState } from '../../../nn/state';
import { seedFor } from '../../../text/random/random';
import { stackShape, type SeriesShape } from './shape';

/** How much the errors of all columns that help count beside those of the one that is forecast: it needs them for further steps alone. */
const helping = 0.25;

export class SeriesModel {
  readonly parameters: Parameters;

  constructor(
    readonly shape: SeriesShape,
    arrays: readonly NamedArray[],
    private readonly operations: Operations,
    placed?: ReadonlyMap<string, tf.Variable>,
  ) {
    this.parameters = new Parameters(arrays, placed);
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
   * Squared errors, summed over rows and predictions and divided by `divisor`; a scalar on the tape. Errors of the columns that help count as
   * far as `helping`.
   * @param windows [B, tau + 1, C] the values before the last one and the last one
   * @param weights [B]
   */
  loss(windows: tf.Tensor3D, weights: tf.Tensor1D, divisor: number, dropoutSeed: number | undefined): tf.Scalar {
    const { lags, form, hiddenSize, columns } = this.shape;
    const rows = windows.shape[0];
    const seen = tf.slice3d(windows, [0, 0, 0], [rows, lags, columns]);
    const summed = (errors: tf.Tensor3D): tf.Scalar => {
      const squares = tf.mul(tf.square(errors), tf.reshape(weights, [1, rows, 1]));
      const counted = columns === 1 ? squares : tf.mul(squares, this.columnWeights());
      return tf.div(tf.sum(counted), divisor);
    };
    if (form !== 'recurrent') {
      const target = tf.slice3d(windows, [0, lags, 0], [rows, 1, columns]);
      const found = this.ofWindows(tf.reshape(seen, [rows, lags * columns]), dropoutSeed);
      return summed(tf.reshape(tf.sub(found, tf.reshape(target, [rows, columns])), [1, rows, columns]));
    }
    const burnIn = this.burnIn;
    const { h } = this.read(seen, zeroState(stackShape(this.shape), rows), dropoutSeed);
    const states = tf.slice(h, [burnIn, 0, 0], [lags - burnIn, rows, hiddenSize]);
    const found = this.output(tf.reshape(states, [-1, hiddenSize]), dropoutSeed);
    const targets = tf.transpose(tf.slice3d(windows, [0, burnIn + 1, 0], [rows, lags - burnIn, columns]), [1, 0, 2]);
    return summed(tf.sub(tf.reshape(found, [lags - burnIn, rows, columns]), targets));
  }

  /** [C] */
  private columnWeights(): tf.Tensor1D {
    const { columns } = this.shape;
    return tf.tensor1d(Array.from({ length: columns }, (_, column) => (column === 0 ? 1 : helping / (columns - 1))));
  }

  /**
   * How windows go on, each prediction fed back, of all columns.
   * @param windows [B, tau, C]
   * @returns [B, steps] of the first column
   */
  ahead(windows: Float32Array, steps: number): Float32Array {
    const { lags, form, columns } = this.shape;
    const entries = lags * columns;
    const rows = windows.length / entries;
    const found = new Float32Array(rows * steps);
    const put = (values: ArrayLike<number>, step: number): void => {
      for (let row = 0; row < rows; row++) found[row * steps + step] = values[row * columns]!;
    };
    tf.tidy(() => {
      let seen = tf.tensor2d(windows, [rows, entries]);
      let state: HiddenState = form === 'recurrent' ? zeroState(stackShape(this.shape), rows) : [];
      for (let step = 0; step < steps; step++) {
        let next: tf.Tensor2D;
        if (form === 'recurrent') {
          const read = this.read(tf.reshape<tf.Rank.R3>(seen, [rows, -1, columns]), state, undefined);
          state = read.state;
          next = this.output(read.state.at(-1)!.h, undefined);
          seen = next;
        } else {
          next = this.ofWindows(seen, undefined);
          seen = tf.concat2d([tf.slice(seen, [0, columns], [rows, entries - columns]), next], 1);
        }
        put(next.dataSync(), step);
      }
    });
    return found;
  }

  dispose(): void {
    this.parameters.dispose();
  }

  /** [B, T, C] */
  private read(values: tf.Tensor3D, state: HiddenState, dropoutSeed: number | undefined) {
    return recurrentStack({
      operations: this.operations,
      parameters: this.parameters,
      shape: stackShape(this.shape),
      x: tf.transpose(values, [1, 0, 2]),
      state,
      dropoutSeed,
    });
  }

  /** [B, tau C] -> [B, C] */
  private ofWindows(windows: tf.Tensor2D, dropoutSeed: number | undefined): tf.Tensor2D {
    const { operations, parameters, shape } = this;
    let x = windows;
    for (let layer = 0; shape.form === 'mlp' && layer < shape.layers; layer++)
      x = tf.relu(operations.linear(x, parameters.matrix(`hidden.${layer}.w`), parameters.vector(`hidden.${layer}.b`)));
    return this.output(x, shape.form === 'mlp' ? dropoutSeed : undefined);
  }

  /** [N, H] -> [N, C] */
  private output(x: tf.Tensor2D, dropoutSeed: number | undefined): tf.Tensor2D {
    const { operations, parameters, shape } = this;
    const dropped =
      dropoutSeed === undefined ? x : operations.dropout(x, shape.dropout, seedFor(dropoutSeed, 'output'));
    return operations.linear(dropped, parameters.matrix('output.w'), parameters.vector('output.b'));
  }
}
