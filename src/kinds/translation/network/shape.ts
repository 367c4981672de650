/** The parts of an encoder-decoder and their arrays. */
import type { TranslationNetworkOptions } from '../../../options/translation';
import type { NamedArray } from '../../../nn/parameters';
import { filled, Initialiser, noDraws, outputSizeOf, shapeOnly, type Draws, type StackShape } from '../../../nn/shape';

export interface TranslationShape extends TranslationNetworkOptions {
  sourceVocabularySize: number;
  targetVocabularySize: number;
}

export const encoderShape = (shape: TranslationShape): StackShape => ({
  ...shape,
  bidirectional: shape.bidirectionalEncoder,
  weightDropout: 0,
});

export const decoderShape = (shape: TranslationShape): StackShape => ({
  ...shape,
  bidirectional: false,
  weightDropout: 0,
});

/** Width of the context that each decoder input gets beside its embedding: the encoder's outputs, or its last hidden state. */
export const contextSizeOf = (shape: TranslationShape): number => outputSizeOf(encoderShape(shape));

/**
 * `encoder.embedding` [V, E], `encoder.layers.*`; `bridge.w` [2H, H] from both directions to the decoder's first state (bidirectional
 * only); `attention.query` [H, H], `attention.key` [D*H, H], `attention.score` [H, 1]; `decoder.embedding`, `decoder.layers.*`,
 * `decoder.output.w` [H, V], `decoder.output.b`.
 */
export const initialTranslationParameters = (shape: TranslationShape, draws: Draws): NamedArray[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, shape.hiddenSize, draws, filled));

/** The arrays that a translation model consists of. */
export const translationParameterShapes = (shape: TranslationShape): Omit<NamedArray, 'data'>[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, shape.hiddenSize, noDraws, shapeOnly));

function parametersOf<T>(shape: TranslationShape, make: Initialiser<T>): T[] {
  const { hiddenSize: hidden, embeddingSize, attention } = shape;
  const context = contextSizeOf(shape);
  return [
    make.embedding('encoder.embedding', shape.sourceVocabularySize, embeddingSize),
    ...make.stack('encoder.', encoderShape(shape), embeddingSize),
    ...(shape.bidirectionalEncoder
      ? [make.matrix('bridge.w', 2 * hidden, hidden), make.zeros('bridge.b', hidden)]
      : []),
    ...(attention
      ? [
          make.matrix('attention.query', hidden, hidden),
          make.matrix('attention.key', context, hidden),
          make.matrix('attention.score', hidden, 1),
        ]
      : []),
    make.embedding('decoder.embedding', shape.targetVocabularySize, embeddingSize),
    ...make.stack('decoder.', decoderShape(shape), embeddingSize + context),
    make.matrix('decoder.output.w', hidden, shape.targetVocabularySize),
    make.zeros('decoder.output.b', shape.targetVocabularySize),
  ];
}
