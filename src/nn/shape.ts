/** The arrays of recurrent networks: their names, shapes and beginnings. */
import type { NetworkOptions } from '../options/language';
import { cellOf } from '../protocol/cells';
import type { NamedArray } from './parameters';

/** What a recurrent stack looks like from inside; letters: H, L, D. */
export interface StackShape {
  cell: NetworkOptions['cell'];
  hiddenSize: number;
  layers: number;
  bidirectional: boolean;
  /** Absent: 1. See `heads.ts`. */
  heads?: number;
  /** Absent: none. */
  layerNorm?: boolean;
  dropout: number;
  weightDropout: number;
}

export interface NetworkShape extends NetworkOptions {
  vocabularySize: number;
}

export type Initialisation = 'scaled' | 'uniform' | 'book' | 'xavier';

/** Draws for the initial weights; `Random` of text/ is one. */
export interface Draws {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** D: 2 for a bidirectional stack. */
export const directionsOf = ({ bidirectional }: Pick<StackShape, 'bidirectional'>): ('' | 'reverse.')[] =>
  bidirectional ? ['', 'reverse.'] : [''];

/** D*H: the width of what a stack puts out. */
export const outputSizeOf = (shape: Pick<StackShape, 'bidirectional' | 'hiddenSize'>): number =>
  shape.hiddenSize * directionsOf(shape).length;

/**
 * Initial weights under the names that the store knows. 'book' draws normal(0, 0.01) and zero biases; 'scaled' draws
 * uniform(+-1/sqrt(H)) (PyTorch's rule for recurrent layers); 'xavier' draws uniform(+-sqrt(6 / (fan in + fan out))) (Glorot and
 * Bengio 2010). Embeddings are normal(0, 1) in both: smaller ones hardly reach the gates, and training starts very slowly. 'uniform' is 'scaled'
 * with such small ones: where half of the recurrent weights is dropped, large ones end in exploding gradients (docs/reproduction-notes.md).
 * All biases are zero, that of an LSTM's forget gate too: at 1 (Jozefowicz et al. 2015) an LSTM on Shakespeare learns more
 * slowly, here and in PyTorch alike.
 */
export class Initialiser<T> {
  constructor(
    private readonly rule: Initialisation,
    private readonly hiddenSize: number,
    private readonly draws: Draws,
    /** `filled`, or `shapeOnly` where only names and shapes are asked for. */
    private readonly make: (name: string, shape: number[], draw: () => number) => T,
  ) {}

  /** [V, E] */
  embedding(name: string, vocabularySize: number, embeddingSize: number): T {
    if (this.rule === 'uniform') return this.matrix(name, vocabularySize, embeddingSize);
    const scale = this.rule === 'book' ? 0.01 : 1;
    return this.make(name, [vocabularySize, embeddingSize], () => scale * this.draws.normal());
  }

  /** [I, O], drawn as `blocks` matrices side by side */
  matrix(name: string, input: number, output: number, blocks = 1): T {
    const bound = this.rule === 'xavier' ? Math.sqrt(6 / (input + output / blocks)) : 1 / Math.sqrt(this.hiddenSize);
    const draw = this.rule === 'book' ? () => 0.01 * this.draws.normal() : () => bound * (2 * this.draws.uniform() - 1);
    return this.make(name, [input, output], draw);
  }

  /** [I, O], to be multiplied with rows that are normal(0, 1): the products are as large as those with a matrix of its own. */
  projection(name: string, input: number, output: number): T {
    const bound = 1 / Math.sqrt(this.hiddenSize * output);
    return this.make(name, [input, output], () => bound * (2 * this.draws.uniform() - 1));
  }

  /** One that changes nothing but the scale. */
  norm(name: string, size: number): T[] {
    return [this.make(`${name}gain`, [size], () => 1), this.zeros(`${name}bias`, size)];
  }

  zeros(name: string, size: number): T {
    return this.make(name, [size], () => 0);
  }

  /** The layers of a stack, `prefix` before each name. */
  stack(prefix: string, shape: StackShape, inputSize: number): T[] {
    const { cell, hiddenSize } = shape;
    const { gates, hiddenWeights } = cellOf(cell);
    return Array.from({ length: shape.layers }, (_, layer) => [
      ...directionsOf(shape).flatMap(direction => {
        const name = `${prefix}layers.${layer}.${direction}`;
        const input = layer === 0 ? inputSize : outputSizeOf(shape);
        return [
          this.matrix(`${name}wx`, input, gates * hiddenSize, gates),
          ...(hiddenWeights
            ? [this.matrix(`${name}wh`, hiddenSize / (shape.heads ?? 1), gates * hiddenSize, gates)]
            : []),
          this.zeros(`${name}b`, gates * hiddenSize),
        ];
      }),
      ...(shape.layerNorm ? this.norm(`${prefix}layers.${layer}.norm.`, outputSizeOf(shape)) : []),
    ]).flat();
  }
}

export function filled(name: string, shape: number[], draw: () => number): NamedArray {
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < data.length; i++) data[i] = draw();
  return { name, shape, data };
}

export const shapeOnly = (name: string, shape: number[]): Omit<NamedArray, 'data'> => ({ name, shape });
export const noDraws: Draws = { uniform: () => 0, normal: () => 0 };

/** Entries of arrays of these shapes. */
export const entriesOf = (shapes: readonly { shape: readonly number[] }[]): number =>
  shapes.reduce((total, { shape }) => total + shape.reduce((product, length) => product * length, 1), 0);

/** Numbers that one row keeps of one step for its gradients: inputs, gates and states of each layer. */
export const activationsOf = (shape: StackShape, inputSize: number): number =>
  inputSize + shape.layers * (cellOf(shape.cell).gates + 4) * outputSizeOf(shape);

/** The beginnings of a language model. */
export const initialParameters = (shape: NetworkShape, draws: Draws): NamedArray[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, shape.hiddenSize, draws, filled));

/** The arrays that a language model consists of. */
export const parameterShapes = (shape: NetworkShape): Omit<NamedArray, 'data'>[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, shape.hiddenSize, noDraws, shapeOnly));

function parametersOf<T>(shape: NetworkShape, initialiser: Initialiser<T>): T[] {
  const { vocabularySize, embeddingSize } = shape;
  const inputSize = embeddingSize > 0 ? embeddingSize : vocabularySize;
  const outputSize = outputSizeOf(shape);
  return [
    ...(embeddingSize > 0 ? [initialiser.embedding('embedding', vocabularySize, embeddingSize)] : []),
    ...initialiser.stack('', shape, inputSize),
    shape.tiedOutput
      ? initialiser.projection('output.projection', outputSize, embeddingSize)
      : initialiser.matrix('output.w', outputSize, vocabularySize),
    initialiser.zeros('output.b', vocabularySize),
  ];
}
