/** The parts of a network that labels texts, and their arrays. */
import type { LabelNetworkOptions } from '../../../options/labels';
import type { NamedArray } from '../../../nn/parameters';
import { filled, Initialiser, noDraws, outputSizeOf, shapeOnly, type Draws, type StackShape } from '../../../nn/shape';

export interface LabelShape extends LabelNetworkOptions {
  vocabularySize: number;
  /** C */
  classes: number;
}

export const stackShape = (shape: LabelShape): StackShape => ({ ...shape, weightDropout: 0 });

/**
 * `embedding` [V, E], `layers.*`, `attention.key` [D*H, H] and `attention.score` [H, 1] (pooling by attention only), `output.w` [D*H, C],
 * `output.b` [C].
 */
export const initialLabelParameters = (shape: LabelShape, draws: Draws): NamedArray[] =>
  parametersOf(shape, new Initialiser('scaled', shape.hiddenSize, draws, filled));

export const labelParameterShapes = (shape: LabelShape): Omit<NamedArray, 'data'>[] =>
  parametersOf(shape, new Initialiser('scaled', shape.hiddenSize, noDraws, shapeOnly));

function parametersOf<T>(shape: LabelShape, make: Initialiser<T>): T[] {
  const { hiddenSize, embeddingSize, vocabularySize, classes, pooling } = shape;
  const width = outputSizeOf(shape);
  return [
    make.embedding('embedding', vocabularySize, embeddingSize),
    ...make.stack('', stackShape(shape), embeddingSize),
    ...(pooling === 'attention'
      ? [make.matrix('attention.key', width, hiddenSize), make.matrix('attention.score', hiddenSize, 1)]
      : []),
    make.matrix('output.w', width, classes),
    make.zeros('output.b', classes),
  ];
}
