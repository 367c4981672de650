/**
 * The weights of a model: variables under the names the store knows (`layers.0.wx`, `output.w`, ...), in a fixed order
 * that gradients, moments and checkpoints share.
 */
import { tidy, variable, type Rank, type Variable } from '@tensorflow/tfjs-core';
import { tensorOf, valuesOf } from '../engine/values';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';

export interface NamedArray {
  name: string;
  shape: number[];
  data: Float32Array;
}

const isMatrix = (weights: Variable): weights is Variable<Rank.R2> => weights.rank === 2;
const isVector = (weights: Variable): weights is Variable<Rank.R1> => weights.rank === 1;

export class Parameters {
  private readonly byName: Map<string, Variable>;

  /** @param placed weights that are where they belong already */
  constructor(arrays: readonly NamedArray[], placed?: ReadonlyMap<string, Variable>) {
    this.byName = new Map([...(placed ?? []), ...arrays.map(array => [array.name, toVariable(array)] as const)]);
  }

  get list(): Variable[] {
    return [...this.byName.values()];
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  /** Number of scalars. */
  get count(): number {
    return this.list.reduce((sum, weights) => sum + weights.size, 0);
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  matrix(name: string): Variable<Rank.R2> {
    const weights = this.find(name);
    if (isMatrix(weights)) return weights;
    throw new UnrollError('model-damaged', message('error.weightsNoMatrix', { name }));
  }

  vector(name: string): Variable<Rank.R1> {
    const weights = this.find(name);
    if (isVector(weights)) return weights;
    throw new UnrollError('model-damaged', message('error.weightsNoVector', { name }));
  }

  /** Copies of all weights: a checkpoint, or the best so far. */
  snapshot(): NamedArray[] {
    return [...this.byName].map(([name, weights]) => ({ name, ...copyOf(weights) }));
  }

  /** @throws UnrollError 'model-damaged' when a name is missing or a shape differs */
  restore(arrays: readonly NamedArray[]): void {
    for (const [name, weights] of this.byName) {
      const saved = arrays.find(array => array.name === name);
      if (!saved) throw new UnrollError('model-damaged', message('error.weightsMissing', { name }));
      assign(weights, saved);
    }
  }

  dispose(): void {
    for (const weights of this.byName.values()) weights.dispose();
    this.byName.clear();
  }

  private find(name: string): Variable {
    const weights = this.byName.get(name);
    if (!weights) throw new UnrollError('model-damaged', message('error.weightsMissing', { name }));
    return weights;
  }
}

const toVariable = ({ shape, data }: Omit<NamedArray, 'name'>): Variable => tidy(() => variable(tensorOf(data, shape)));

export function copyOf(weights: Variable): Omit<NamedArray, 'name'> {
  return { shape: weights.shape, data: valuesOf(weights).slice() };
}

export function assign(weights: Variable, { shape, data }: Omit<NamedArray, 'name'>): void {
  if (shape.join() !== weights.shape.join())
    throw new UnrollError(
      'model-damaged',
      message('error.weightsOfOtherShape', { found: shape.join(), wanted: weights.shape.join() }),
    );
  tidy(() => weights.assign(tensorOf(data, shape)));
}
