/** Training on windows of a series. */
import * as tf from '@tensorflow/tfjs-core';
import type { Replica } from '../../../engine/parallel/replica';
import type { Batches, TrainingTask } from '../../../nn/trainingTask';
import { Random, seedFor } from '../../../text/random/random';
import { shuffledWindows, windowCount, windowsAt, type Windows } from '../../../text/series/windows';
import type { SeriesModel } from './model';

export interface SeriesTaskOptions {
  batchSize: number;
  seed: number;
}

const evaluatedTogether = 256;

export class SeriesTask implements TrainingTask<Int32Array> {
  /** @param windows of tau + 1 values @param validation those whose last values are held out; undefined: there are none */
  constructor(
    private readonly model: SeriesModel,
    private readonly windows: Windows,
    private readonly validation: Windows | undefined,
    private readonly options: SeriesTaskOptions,
  ) {}

  batchesIn(): number {
    return Math.max(1, Math.ceil(windowCount(this.windows) / this.options.batchSize));
  }

  get parameters(): SeriesModel['parameters'] {
    return this.model.parameters;
  }

  batches(epoch: number): Batches<Int32Array> {
    const { batchSize, seed } = this.options;
    const random = new Random(seedFor(seed, 'epoch', epoch));
    const { windows } = this;
    return {
      batches: this.batchesIn(),
      [Symbol.iterator]: () => shuffledWindows(windows, batchSize, random),
    };
  }

  tokens(starts: Int32Array): number {
    return starts.length * this.model.predicted;
  }

  loss(starts: Int32Array, replica: Replica, dropoutSeed: number): tf.Scalar {
    const [from, to] = replica.rows(starts.length);
    // A replica without rows of its own takes one that counts for nothing: its gradients are zeros, not missing.
    const rows = Math.max(1, to - from);
    const end = Math.min(starts.length, from + rows);
    const values = windowsAt(this.windows, starts.subarray(end - rows, end));
    return this.model.loss(
      tf.tensor3d(values, [rows, this.windows.length, this.windows.columns]),
      tf.fill<tf.Rank.R1>([rows], to > from ? 1 : 0),
      this.tokens(starts),
      dropoutSeed,
    );
  }

  /** Nothing is carried from one window to the next. */
  reset(): void {
    return;
  }

  /** Mean squared error one step ahead. */
  async validate(pause: () => Promise<void>): Promise<number | undefined> {
    const { validation, model } = this;
    if (!validation || windowCount(validation) === 0) return undefined;
    const { lags } = model.shape;
    const count = windowCount(validation);
    let squares = 0;
    for (let start = 0; start < count; start += evaluatedTogether) {
      const starts = Array.from(
        { length: Math.min(evaluatedTogether, count - start) },
        (_, row) => validation.from + start + row,
      );
      const found = model.ahead(windowsAt({ ...validation, length: lags }, starts), 1);
      starts.forEach(
        (at, row) => (squares += (found[row]! - validation.values[(at + lags) * validation.columns]!) ** 2),
      );
      await pause();
    }
    return squares / count;
  }

  dispose(): void {
    return;
  }
}
