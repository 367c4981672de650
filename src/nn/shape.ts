/** The arrays of a recurrent network: their names, shapes and beginnings. */
import { gateCount } from '../engine/contract';
import type { NetworkOptions } from '../protocol/model';
import type { NamedArray } from './parameters';

export interface NetworkShape extends NetworkOptions {
  vocabularySize: number;
}

/** Draws for the initial weights; `Random` of text/ is one. */
export interface Draws {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** D: 2 for a bidirectional stack. */
export const directionsOf = (shape: Pick<NetworkOptions, 'bidirectional'>): ('' | 'reverse.')[] =>
  shape.bidirectional ? ['', 'reverse.'] : [''];

/** Width of what enters layer l: E (or V for one-hot) at the bottom, D*H above. */
export function inputSizeOf(shape: NetworkShape, layer: number): number {
  if (layer > 0) return shape.hiddenSize * directionsOf(shape).length;
  return shape.embeddingSize > 0 ? shape.embeddingSize : shape.vocabularySize;
}

/**
 * Initial weights. 'book' draws normal(0, 0.01) and zero biases; 'scaled' draws uniform(+-1/sqrt(H)) for the recurrent layers
 * (PyTorch's rule), normal(0, 1)/sqrt(E) for the embedding, and a forget bias of 1 for the LSTM (Jozefowicz et al. 2015).
 */
export function initialParameters(shape: NetworkShape, draws: Draws): NamedArray[] {
  const { hiddenSize: hidden, vocabularySize: vocabulary, embeddingSize: embedding, cell } = shape;
  const book = shape.initialisation === 'book';
  const bound = 1 / Math.sqrt(hidden);
  const weight = book ? () => 0.01 * draws.normal() : () => bound * (2 * draws.uniform() - 1);
  const fill = (name: string, dimensions: number[], draw: () => number): NamedArray => ({
    name,
    shape: dimensions,
    data: Float32Array.from({ length: dimensions.reduce((a, b) => a * b, 1) }, draw),
  });

  const arrays: NamedArray[] = [];
  if (embedding > 0)
    arrays.push(
      fill('embedding', [vocabulary, embedding], book ? weight : () => draws.normal() / Math.sqrt(embedding)),
    );
  const columns = gateCount[cell] * hidden;
  for (let layer = 0; layer < shape.layers; layer++)
    for (const direction of directionsOf(shape)) {
      const prefix = `layers.${layer}.${direction}`;
      arrays.push(fill(`${prefix}wx`, [inputSizeOf(shape, layer), columns], weight));
      if (cell !== 'min-gru') arrays.push(fill(`${prefix}wh`, [hidden, columns], weight));
      arrays.push({ name: `${prefix}b`, shape: [columns], data: initialBias(shape, columns) });
    }
  arrays.push(fill('output.w', [hidden * directionsOf(shape).length, vocabulary], weight));
  arrays.push({ name: 'output.b', shape: [vocabulary], data: new Float32Array(vocabulary) });
  return arrays;
}

/** Zeros, but for the forget gate of an LSTM: the second block of columns. */
function initialBias({ cell, hiddenSize, initialisation }: NetworkShape, columns: number): Float32Array {
  const bias = new Float32Array(columns);
  if (cell === 'lstm' && initialisation === 'scaled') bias.fill(1, hiddenSize, 2 * hiddenSize);
  return bias;
}
