/** Weights that are read from a file right into the memory of the engine's tensors, so that they are in memory once. */
import { fill, tidy, variable, type Variable } from '@tensorflow/tfjs-core';
import { engineInUse } from '../engine/engines';

/** Where weights are read to; those that do not belong, and all where tensors have no memory of their own, have no place. */
export class PlacedWeights {
  readonly variables = new Map<string, Variable>();

  constructor(private readonly belongs: (name: string) => boolean = () => true) {}

  readonly place = ({ name, shape }: { name: string; shape: number[] }): (() => Float32Array) | undefined => {
    const memory = engineInUse()?.memory?.();
    if (!memory || !this.belongs(name) || this.variables.has(name)) return undefined;
    // Zeros would be made outside and copied.
    const weights = tidy(() => variable(fill(shape, 0)));
    this.variables.set(name, weights);
    return () => memory.view(weights);
  };

  /** They are given up if what needs them fails. */
  async whole<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (thrown) {
      for (const weights of this.variables.values()) weights.dispose();
      throw thrown;
    }
  }
}
