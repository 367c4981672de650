/** A running mean of the weights, which is what is judged and kept where it is asked for (Polyak and Juditsky 1992; here exponential). */
import { tidy, variable, add, mul, sub, type Variable } from '@tensorflow/tfjs-core';
import { averageName } from '../protocol/moments';
import { assign, copyOf, type NamedArray, type Parameters } from './parameters';

/** Weights move little in so many updates: taken once in them, the mean costs a hundredth of a step and is the same. */
const updatesBetween = 8;

export class WeightAverage {
  private readonly means: Variable[];

  /** @param decay of the mean, an update: it is about the last 1 / (1 - decay) updates' */
  constructor(
    private readonly parameters: Parameters,
    private readonly decay: number,
  ) {
    this.means = tidy(() => parameters.list.map(weights => variable(weights.clone())));
  }

  /** The weights as they are after this many updates. The first ones are forgotten fast: there are too few for the whole mean. */
  add(updates: number): void {
    if (updates % updatesBetween !== 0) return;
    const taken = updates / updatesBetween;
    const share = 1 - Math.min(this.decay ** updatesBetween, (1 + taken) / (10 + taken));
    this.parameters.list.forEach((weights, i) => {
      const mean = this.means[i]!;
      tidy(() => {
        mean.assign(add(mean, mul(sub(weights, mean), share)));
      });
    });
  }

  /** Restarts the mean from the present weights. */
  restart(): void {
    this.parameters.list.forEach((weights, i) => {
      assign(this.means[i]!, copyOf(weights));
    });
  }

  /** The mean, under the names of the weights. */
  snapshot(): NamedArray[] {
    return this.parameters.names.map((name, i) => ({ name, ...copyOf(this.means[i]!) }));
  }

  /** As `snapshot`, under the names that a checkpoint has for it. */
  arrays(): NamedArray[] {
    return this.snapshot().map(({ name, ...array }) => ({ name: averageName(name), ...array }));
  }

  /** Takes up a mean that was saved, where it is there. */
  restore(arrays: readonly NamedArray[]): void {
    const found = this.parameters.names.map(name => arrays.find(array => array.name === averageName(name)));
    if (found.some(array => array === undefined)) return;
    this.means.forEach((mean, i) => {
      assign(mean, found[i]!);
    });
  }

  /** Does something with the mean in the place of the weights. */
  async inPlace<T>(work: () => Promise<T>): Promise<T> {
    const present = this.parameters.snapshot();
    this.parameters.restore(this.snapshot());
    try {
      return await work();
    } finally {
      this.parameters.restore(present);
    }
  }

  dispose(): void {
    for (const mean of this.means) mean.dispose();
  }
}
