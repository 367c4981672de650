/** How long a training takes, computed from the sizes of its model and text and from the speed of the machine. */
import { cellOf } from '../protocol/cells';
import type { Tokenisation } from '../protocol/model';
import type { LanguageModelOptions, TrainingOptions } from './language';
import { mostTokensHeldOut, mostTokensRead, secondsToReadWithVoices, shareForTraining } from './voiceLimits';

/** What is known about a text before it is tokenised. */
export interface TextSize {
  characters: number;
  tokenisation: Tokenisation;
}

/** 10^9 floating-point operations a second, all threads together; assumed until the machine is measured. */
export const usualGflops = 50;

/** Approximate characters per token: white space between words is a token too. */
const charactersPerToken: Readonly<Record<Tokenisation, number>> = { char: 1, word: 2.3, bpe: 2.5 };
/** Approximate size of a vocabulary. */
export const usualVocabularySize: Readonly<Record<Tokenisation, number>> = { char: 80, word: 8000, bpe: 1024 };

export const expectedTokens = ({ characters, tokenisation }: TextSize): number =>
  Math.ceil(characters / charactersPerToken[tokenisation]);

/** Number of weights in matrix products. One-hot inputs are a look-up without a product. */
function weightsOf(network: LanguageModelOptions['network'], vocabularySize: number): number {
  const { cell, hiddenSize, layers, embeddingSize, bidirectional, tiedOutput, heads } = network;
  const { gates, hiddenWeights } = cellOf(cell);
  const directions = bidirectional ? 2 : 1;
  let weights = tiedOutput
    ? embeddingSize * (directions * hiddenSize + vocabularySize)
    : directions * hiddenSize * vocabularySize;
  for (let layer = 0; layer < layers; layer++) {
    const width = layer === 0 ? embeddingSize : directions * hiddenSize;
    weights += directions * hiddenSize * gates * (width + (hiddenWeights ? hiddenSize / heads : 0));
  }
  return weights;
}

/** Floating-point operations of training on one token: per weight 2 forward and 4 backward. */
export const flopsPerToken = (network: LanguageModelOptions['network'], vocabularySize: number): number =>
  6 * weightsOf(network, vocabularySize);

/** Element-wise work and calls of kernels per token, as an equivalent number of floating-point operations. It dominates in small models. */
const overheadFlops = 4e5;

type Batch = Pick<TrainingOptions, 'batchSize' | 'timeSteps'>;
const usualBatch: Batch = { batchSize: 16, timeSteps: 64 };

/**
 * Relative cost of a token in a batch of few rows or few steps: about twice as much with 8 rows of 32 steps as with 16 of 64 (processor time of
 * `unroll train samples/lighthouse.txt --threads 1 --hidden 128` with these batches: 19 and 9 microseconds per token).
 */
const batchCost = ({ batchSize, timeSteps }: Batch): number => (1 + 8 / batchSize) * (1 + 20 / timeSteps);

const costOfToken = (network: LanguageModelOptions['network'], vocabularySize: number, batch: Batch): number =>
  ((flopsPerToken(network, vocabularySize) + overheadFlops) * batchCost(batch)) / batchCost(usualBatch);

/**
 * Seconds of one update of one weight, including the exchange of gradients between threads and weight dropout. It does not depend on the
 * size of the batch (`unroll train timemachine.txt --seconds 300`: 22 ms per step with 930 000 weights, 18 ms without the updates).
 */
const secondsPerWeight = 3.5e-9;

const updateSeconds = (network: LanguageModelOptions['network'], vocabularySize: number): number =>
  secondsPerWeight * weightsOf(network, vocabularySize);

/** The machine's speed, 10^9 floating-point operations a second, from the tokens per second of a run with any shape. */
export function gflopsOf(
  network: LanguageModelOptions['network'],
  vocabularySize: number,
  tokensPerSecond: number,
  batch: Batch = usualBatch,
): number {
  const ofToken = 1 / tokensPerSecond;
  const ofUpdate = updateSeconds(network, vocabularySize) / (batch.batchSize * batch.timeSteps);
  return costOfToken(network, vocabularySize, batch) / Math.max(ofToken - ofUpdate, ofToken / 2) / 1e9;
}

/**
 * Floating-point operations of one update with Muon: for every s x l matrix (s <= l) of the recurrent layers, five iterations of two products of
 * 2 s^2 l operations and one of 2 s^3.
 */
function muonFlops({
  cell,
  hiddenSize,
  layers,
  embeddingSize,
  bidirectional,
}: LanguageModelOptions['network']): number {
  const { gates, hiddenWeights } = cellOf(cell);
  const directions = bidirectional ? 2 : 1;
  const of = (rows: number): number => {
    const [s, l] = [Math.min(rows, gates * hiddenSize), Math.max(rows, gates * hiddenSize)];
    return 5 * (4 * s * s * l + 2 * s ** 3);
  };
  let flops = 0;
  for (let layer = 0; layer < layers; layer++) {
    const width = layer === 0 ? embeddingSize : directions * hiddenSize;
    flops += directions * (of(width) + (hiddenWeights ? of(hiddenSize) : 0));
  }
  return flops;
}

/** Every thread computes the whole update, so updates cost the threads' combined time once per thread. */
const usualThreads = 2;

/** Tokens per second that the counting voices read beside the training (docs/adaptive.md). */
const usualVoices = 50_000;

interface NetworkTime {
  /** Tokens that are read in each epoch, held-out ones included. */
  read: number;
  steps: number;
  validations: number;
}

/** Seconds of the steps, and of a validation after each epoch (forward only: a third of a step). */
function networkTime(
  { network, text, training, optimiser }: LanguageModelOptions,
  tokens: number,
  vocabularySize: number,
  gflops: number,
): NetworkTime {
  const { validationFraction, epochs, batchSize, timeSteps, threads } = training;
  const read = text.maxTokens === 0 ? tokens : Math.min(tokens, text.maxTokens);
  const trained = read * (1 - validationFraction) * epochs;
  const updates = trained / (batchSize * timeSteps);
  const ofUpdates = optimiser.kind === 'muon' ? updates * muonFlops(network) * (threads || usualThreads) : 0;
  const ofToken = costOfToken(network, vocabularySize, training);
  return {
    read,
    steps: (trained * ofToken + ofUpdates) / (gflops * 1e9) + updates * updateSeconds(network, vocabularySize),
    validations: (read * validationFraction * epochs * ofToken) / 3 / (gflops * 1e9),
  };
}

/** Voices read beside the steps for at most half of their time. */
const mostBeside = ({ steps }: NetworkTime): number => steps / 2;

/**
 * Seconds of training to the last epoch: the steps, the validations, and the voices that read beside them.
 * @param tokens of the whole text
 */
export function expectedSeconds(
  options: LanguageModelOptions,
  tokens: number,
  vocabularySize = usualVocabularySize[options.text.tokenisation],
  gflops = usualGflops,
): number {
  const time = networkTime(options, tokens, vocabularySize, gflops);
  const ofVoices = options.network.bidirectional ? 0 : Math.min(time.read, mostTokensRead) / usualVoices;
  return time.steps + time.validations + Math.min(mostBeside(time), ofVoices);
}

/** What a whole run takes besides its network, as measured on this machine. */
export interface BesideNetwork {
  /** Seconds that are gone before training begins. */
  before: number;
  /** Tokens per second that voices read; Infinity for a model without voices. */
  voices: number;
  /** Tokens per second that voices read together with the network, which adapts meanwhile. */
  heldOut: number;
}

/**
 * Seconds of a whole run, from the start of the program to its end: after the last epoch the voices read the rest of the training part, and the
 * held-out part together with the network.
 * @param tokens of the whole text
 */
export function wholeSeconds(
  options: LanguageModelOptions,
  tokens: number,
  beside: BesideNetwork,
  gflops = usualGflops,
): number {
  const time = networkTime(options, tokens, usualVocabularySize[options.text.tokenisation], gflops);
  const heldOut = time.read * options.training.validationFraction;
  const training = Math.min(time.read - heldOut, mostTokensRead) / beside.voices;
  const meanwhile = Math.min(mostBeside(time), training);
  const rest = Math.min(training - meanwhile, shareForTraining * secondsToReadWithVoices);
  const ofHeldOut = Math.min(Math.min(heldOut, mostTokensHeldOut) / beside.heldOut, secondsToReadWithVoices - rest);
  return beside.before + time.steps + time.validations + meanwhile + rest + ofHeldOut;
}

/** The largest number of epochs up to `most` that fit in `seconds`. @param secondsOf seconds of a number of epochs; must not decrease */
export function epochsWithin(seconds: number, most: number, secondsOf: (epochs: number) => number): number {
  let [fit, tooMany] = [0, Math.floor(most) + 1];
  while (tooMany - fit > 1) {
    const middle = Math.floor((fit + tooMany) / 2);
    if (secondsOf(middle) <= seconds) fit = middle;
    else tooMany = middle;
  }
  return fit;
}
