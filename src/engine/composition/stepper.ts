/** A stepper by the compositions: for engines without one of their own. */
import * as tf from '@tensorflow/tfjs-core';
import { cellOf } from '../../protocol/cells';
import type { NormWeights, RecurrentArguments, Stepper, StepperWeights } from '../contract';
import { normalise } from '../normalise';
import { embedding } from './embedding';
import { spreadArray } from './heads';
import { matMul } from './matMul';
import { recurrent } from './recurrent';

type Layer = Pick<RecurrentArguments, 'wx' | 'wh' | 'b'>;

/** [1, 1, H] */
function normedRow(h: tf.Tensor3D, norm: NormWeights): tf.Tensor3D {
  const row = Float32Array.from(h.dataSync());
  normalise(row, norm, row);
  return tf.tensor3d(row, h.shape);
}

export class CompositionStepper implements Stepper {
  private readonly table: tf.Tensor2D | undefined;
  private readonly layers: Layer[];
  private readonly projection: tf.Tensor2D | undefined;
  private readonly output: { w: tf.Tensor2D; b: tf.Tensor1D };
  /** h of every layer, then c of every layer; [H] each. */
  private readonly state: Float32Array;
  private readonly logits: Float32Array;

  constructor(private readonly weights: StepperWeights) {
    const { hiddenSize, embeddingSize, vocabularySize, projection, outputWeight, outputBias } = weights;
    this.table = weights.embedding && tf.tensor2d(weights.embedding, [vocabularySize, embeddingSize]);
    this.layers = weights.layers.map(({ wx, wh, b }) => ({
      wx: tf.tensor2d(wx, [wx.length / b.length, b.length]),
      ...(wh && { wh: tf.tensor2d(spreadArray(wh, weights.heads ?? 1, hiddenSize), [hiddenSize, b.length]) }),
      b: tf.tensor1d(b),
    }));
    this.projection = projection && tf.tensor2d(projection, [hiddenSize, embeddingSize]);
    const inputs = outputWeight.length / vocabularySize;
    this.output = { w: tf.tensor2d(outputWeight, [inputs, vocabularySize]), b: tf.tensor1d(outputBias) };
    this.state = new Float32Array(2 * this.layers.length * hiddenSize);
    this.logits = new Float32Array(vocabularySize);
  }

  reset(): void {
    this.state.fill(0);
  }

  save(): Float32Array {
    return this.state.slice();
  }

  restore(state: Float32Array): void {
    this.state.set(state);
  }

  dispose(): void {
    tf.dispose([this.table ?? [], this.layers, this.projection ?? [], this.output]);
  }

  step(token: number): Float32Array {
    const { cell, hiddenSize, embeddingSize } = this.weights;
    const count = this.layers.length;
    tf.tidy(() => {
      const ids = tf.tensor2d([token], [1, 1], 'int32');
      let x: tf.Tensor2D | tf.Tensor3D = this.table
        ? tf.reshape<tf.Rank.R3>(embedding(this.table, ids), [1, 1, embeddingSize])
        : ids;
      this.layers.forEach((layer, index) => {
        const [h0, c0] = [this.stateAt(index), this.stateAt(count + index)];
        const initial = cellOf(cell).cellState ? { h0, c0 } : { h0 };
        const { h, hLast, cLast } = recurrent({ cell, x, ...layer, ...initial });
        this.state.set(hLast.dataSync(), index * hiddenSize);
        if (cLast) this.state.set(cLast.dataSync(), (count + index) * hiddenSize);
        const { norm } = this.weights.layers[index]!;
        x = norm ? normedRow(h, norm) : h;
      });
      const top = tf.reshape<tf.Rank.R2>(x, [1, hiddenSize]);
      const read = this.projection ? matMul(top, this.projection) : top;
      this.logits.set(tf.add(matMul(read, this.output.w), this.output.b).dataSync());
    });
    return this.logits;
  }

  /** [1, H] */
  private stateAt(index: number): tf.Tensor2D {
    const { hiddenSize } = this.weights;
    return tf.tensor2d(this.state.slice(index * hiddenSize, (index + 1) * hiddenSize), [1, hiddenSize]);
  }
}
