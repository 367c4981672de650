/** The experiments of the notes as presets: all sizes are the printed ones and do not depend on the text. */
import type { CellName } from '../protocol/cells';
import { defaultLanguageModelOptions, type LanguageModelOptions } from './language';

/**
 * The exact experiment of the notes' second edition: the first 10 000 letters and spaces, one-hot, normal(0, 0.01) weights, SGD with rate 1 (2 for two
 * layers), gradients clipped at norm 1, 500 epochs of 32 rows of 35 steps, nothing held out, a greedy sample of 50.
 */
export function bookOptions(
  cell: CellName,
  layers = 1,
  base: LanguageModelOptions = defaultLanguageModelOptions,
): LanguageModelOptions {
  return {
    text: { ...base.text, tokenisation: 'char', clean: true, minFrequency: 1, maxTokens: 10_000 },
    network: {
      cell,
      hiddenSize: 256,
      layers,
      embeddingSize: 0,
      tiedOutput: false,
      heads: 1,
      layerNorm: false,
      bidirectional: false,
      dropout: 0,
      weightDropout: 0,
      initialisation: 'book',
    },
    optimiser: {
      kind: 'sgd',
      learningRate: layers > 1 ? 2 : 1,
      clipNorm: 1,
      schedule: 'constant',
      warmUp: 0,
      averaging: 0,
    },
    training: {
      ...base.training,
      batchSize: 32,
      timeSteps: 35,
      epochs: 500,
      sampling: 'sequential',
      windows: 'shifting',
      validationFraction: 0,
      patience: 0,
      samplePrefixes: base.training.samplePrefixes.length > 0 ? base.training.samplePrefixes : ['time traveller'],
      sampleLength: 50,
      sampleTemperature: 0,
    },
  };
}

/**
 * The experiment of the notes' first edition: the first 10 000 characters unchanged, with their own vocabulary, SGD with rate 100
 * and gradients clipped at norm 0.01 (so that all steps have the same length), 250 epochs of windows with fixed starts, sampled at random.
 */
export function firstBookOptions(
  cell: CellName,
  layers = 1,
  base: LanguageModelOptions = defaultLanguageModelOptions,
): LanguageModelOptions {
  const { text, network, training } = bookOptions(cell, layers, base);
  return {
    text: { ...text, clean: false, vocabularyFrom: 'read' },
    network,
    optimiser: { kind: 'sgd', learningRate: 100, clipNorm: 0.01, schedule: 'constant', warmUp: 0, averaging: 0 },
    training: {
      ...training,
      epochs: 250,
      sampling: 'random',
      windows: 'fixed',
      samplePrefixes: base.training.samplePrefixes,
    },
  };
}

/** By edition. */
export const books = { book: bookOptions, 'book-1': firstBookOptions };
