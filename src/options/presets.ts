/** Presets: options computed from the text's length and the speed of the machine, except those that a person has set. */
import { cellOf, type CellName } from '../protocol/cells';
import type { OptionsOrigin, Tokenisation } from '../protocol/model';
import { books } from './books';
import {
  defaultLanguageModelOptions,
  type LanguageModelOptions,
  type NetworkOptions,
  type TrainingOptions,
} from './language';
import { above, choice } from './option';
import { keysGiven, withGiven, type Given } from './read';

export const presetNames = ['quick', 'balanced', 'best', 'book', 'book-1'] as const;
export type PresetName = (typeof presetNames)[number];

export const presetOption = choice(presetNames, {
  standard: 'balanced',
  flag: '--preset <name>',
  words: 'option.preset',
});

/** The time limit of a preset, in place of its own. */
export const secondsOption = above(0, 1_000_000, { standard: 300, flag: '--seconds <n>', words: 'option.seconds' });

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
const usualVocabularySize: Readonly<Record<Tokenisation, number>> = { char: 80, word: 8000, bpe: 1024 };

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
export function muonFlops({
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

/** The counting voices that read beside the training: tokens per second, and the largest number of tokens (docs/adaptive.md). */
const voices = { tokensPerSecond: 50_000, most: 2_000_000 } as const;

/**
 * Seconds of training to the last epoch: the steps, a validation after each epoch (forward only: a third of a step), and the voices
 * that continue to read for at most half the time of the steps.
 * @param tokens of the whole text
 */
export function expectedSeconds(
  { network, text, training, optimiser }: LanguageModelOptions,
  tokens: number,
  vocabularySize = usualVocabularySize[text.tokenisation],
  gflops = usualGflops,
): number {
  const { validationFraction, epochs, batchSize, timeSteps, threads } = training;
  const read = text.maxTokens === 0 ? tokens : Math.min(tokens, text.maxTokens);
  const trained = read * (1 - validationFraction) * epochs;
  const updates = trained / (batchSize * timeSteps);
  const ofUpdates = optimiser.kind === 'muon' ? updates * muonFlops(network) * (threads || usualThreads) : 0;
  const ofToken = costOfToken(network, vocabularySize, training);
  const steps = (trained * ofToken + ofUpdates) / (gflops * 1e9) + updates * updateSeconds(network, vocabularySize);
  const validations = (read * validationFraction * epochs * ofToken) / 3 / (gflops * 1e9);
  const ofVoices = network.bidirectional ? 0 : Math.min(read, voices.most) / voices.tokensPerSecond;
  return steps + validations + Math.min(steps / 2, ofVoices);
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

interface Plan {
  /** Hidden sizes in falling order; the first that fits is taken. */
  hiddenSizes: readonly number[];
  layers: number;
  /** The time limit of training, seconds. */
  seconds: number;
  fewestEpochs: number;
  /**
   * A hidden size fits only if there is time to train on this many tokens; a wider network with fewer learns less than a narrower one with more.
   * Three times as many for a small text, because of its strong dropout.
   */
  fewestTokens: number;
  mostEpochs: number;
  /** Epochs without a better validation until training ends. */
  patience: number;
  /** For a text of fewer than `shortTokens` tokens. */
  short: {
    hiddenSizes: readonly number[];
    /** Number of updates with the largest hidden size; smaller ones get more. */
    updates: number;
  };
}

/**
 * A text of fewer tokens is short. For it the number of updates matters, not the number of epochs, so each update uses few
 * tokens. `unroll train samples/lighthouse.txt --hidden 256`, held-out perplexity, counting 2.59: 2.29 after 1400 updates of 8 x 32 tokens,
 * in the processor time in which 16 x 64 and 128 units make 656 and reach 2.73.
 */
const shortTokens = 30_000;
const mostShortEpochs = 200;

/** The cell with the lowest loss after the same time (docs/race.md). */
const usualCell: CellName = 'gru';

const plans: Readonly<Record<Exclude<PresetName, keyof typeof books>, Plan>> = {
  quick: {
    hiddenSizes: [128, 64],
    layers: 1,
    seconds: 25,
    fewestEpochs: 2,
    fewestTokens: 4e5,
    mostEpochs: 20,
    patience: 4,
    short: { hiddenSizes: [256, 128, 64], updates: 1100 },
  },
  balanced: {
    hiddenSizes: [512, 384, 256, 128, 64],
    layers: 1,
    seconds: 300,
    fewestEpochs: 2,
    fewestTokens: 2.5e6,
    mostEpochs: 120,
    patience: 4,
    short: { hiddenSizes: [256, 128, 64], updates: 1900 },
  },
  best: {
    hiddenSizes: [512, 256, 128],
    layers: 2,
    seconds: 1800,
    fewestEpochs: 8,
    fewestTokens: 4e6,
    mostEpochs: 120,
    patience: 6,
    short: { hiddenSizes: [256, 128, 64], updates: 2800 },
  },
};

/** char-rnn's rule: the numbers of weights and of characters have the same order of magnitude. */
const weightsPerToken = 10;
/** With strong dropout. */
const weightsPerTokenOfShort = 40;

/**
 * The options of a preset for a text. Options that the person has set are kept; the preset sets the others.
 * @param preset undefined: the defaults for the others
 * @param given as of `assertGiven`
 * @param characters of the text
 * @param gflops speed of the machine, as `gflopsOf` returns it
 * @param allowed time limit of training, seconds; absent: the preset's
 * @throws UnrollError 'bad-options' for a wrong option in `given`
 */
export function resolve(
  preset: PresetName | undefined,
  given: Given<'language'>,
  characters: number,
  gflops = usualGflops,
  allowed?: number,
): LanguageModelOptions {
  const base = withGiven('language', defaultLanguageModelOptions, given);
  if (preset === undefined) return base;
  if (isBook(preset)) return withGiven('language', books[preset](base.network.cell, base.network.layers, base), given);
  const size = { characters, tokenisation: base.text.tokenisation };
  const tokens = expectedTokens(size);
  const plan = { ...plans[preset], ...(allowed === undefined ? {} : { seconds: allowed }) };
  const short = tokens < shortTokens;
  const sizes = short ? plan.short.hiddenSizes : plan.hiddenSizes;
  const withHidden = (hiddenSize: number, epochs: number): LanguageModelOptions =>
    withGiven(
      'language',
      sized(base, plan, size, hiddenSize, given.training?.epochs ?? epochs, given.network?.cell ?? usualCell),
      given,
    );
  const secondsOf = (options: LanguageModelOptions): number =>
    expectedSeconds(options, tokens, usualVocabularySize[size.tokenisation], gflops);
  const epochsNeeded = (hiddenSize: number): number => {
    const least = plan.fewestTokens * (isSmall(characters) ? 3 : 1);
    if (!short) return Math.max(plan.fewestEpochs, Math.ceil(least / tokens));
    const { training } = withHidden(hiddenSize, 1);
    const updates = (tokens * (1 - training.validationFraction)) / (training.batchSize * training.timeSteps);
    const wanted = (plan.short.updates * sizes[0]!) / hiddenSize;
    return Math.min(mostShortEpochs, Math.max(plan.fewestEpochs, Math.ceil(wanted / updates)));
  };
  const perToken = short ? weightsPerTokenOfShort : weightsPerToken;
  const fits = (hiddenSize: number): boolean =>
    6 * perToken * tokens >= flopsPerToken(withHidden(hiddenSize, 1).network, 0) &&
    secondsOf(withHidden(hiddenSize, epochsNeeded(hiddenSize))) <= plan.seconds;
  const hiddenSize = sizes.find(fits) ?? sizes.at(-1)!;
  const most = short ? epochsNeeded(hiddenSize) : plan.mostEpochs;
  const affordable = epochsWithin(plan.seconds, most, epochs => secondsOf(withHidden(hiddenSize, epochs)));
  return withHidden(hiddenSize, Math.min(most, Math.max(plan.fewestEpochs, affordable)));
}

function sized(
  base: LanguageModelOptions,
  { layers, patience }: Plan,
  textSize: TextSize,
  hiddenSize: number,
  epochs: number,
  cell: CellName,
): LanguageModelOptions {
  const { characters, tokenisation } = textSize;
  const short = expectedTokens(textSize) < shortTokens;
  // Small batches make more updates from the same tokens; with very many tokens, large batches learn as much.
  const smallBatches = characters * epochs < 60_000_000;
  const rates: Dropout = short ? { dropout: 0.4, weightDropout: 0.4 } : dropoutOf(characters, hiddenSize, epochs);
  return {
    text: { ...base.text, tokenisation, clean: false, maxTokens: 0 },
    network: {
      ...base.network,
      cell,
      hiddenSize,
      // On a small text one wide layer with strong dropout is better than two (docs/race.md).
      layers: isSmall(characters) ? 1 : layers,
      embeddingSize: tokenisation === 'char' ? 64 : 128,
      bidirectional: false,
      dropout: rates.dropout,
      weightDropout: cellOf(cell).hiddenWeights ? rates.weightDropout : 0,
      initialisation: rates.initialisation ?? 'scaled',
    },
    optimiser: {
      kind: 'adam',
      learningRate: short ? 4e-3 : rateOf(characters, hiddenSize),
      clipNorm: 1,
      schedule: 'linear',
      warmUp: 0.02,
      averaging: 0,
    },
    training: {
      ...base.training,
      batchSize: short ? 8 : smallBatches ? 16 : 32,
      timeSteps: short ? 32 : 64,
      epochs,
      sampling: 'sequential',
      windows: 'shifting',
      validationFraction: 0.1,
      // While the learning rate is high, the validation loss rises and falls.
      patience: Math.max(patience, Math.ceil(epochs / 4)),
    },
  };
}

/** A text that is read many times within the time limit. */
const isSmall = (characters: number): boolean => characters < 500_000;

/** Wide networks and networks with weight dropout need a smaller rate: with twice the rate they sometimes diverge. */
function rateOf(characters: number, hiddenSize: number): number {
  const rate = 4e-3 * Math.sqrt(512 / hiddenSize) * (isSmall(characters) ? 0.85 : 1);
  return Math.min(6e-3, Number(rate.toPrecision(2)));
}

type Dropout = Pick<NetworkOptions, 'dropout' | 'weightDropout'> & Partial<Pick<NetworkOptions, 'initialisation'>>;

/**
 * Many epochs on a small text overfit without dropout; wider networks need more of it. timemachine.txt, held-out
 * perplexity after 7 million characters: 4.13 with 256 units, dropout 0.3 and weight dropout 0.2.
 */
function dropoutOf(characters: number, hiddenSize: number, epochs: number): Dropout {
  if (!isSmall(characters)) return { dropout: epochs > 20 ? 0.5 : epochs > 4 ? 0.25 : 0.1, weightDropout: 0 };
  if (epochs <= 10) return { dropout: 0.1, weightDropout: 0 };
  if (hiddenSize <= 256) return { dropout: 0.3, weightDropout: 0.2 };
  if (hiddenSize < 512) return { dropout: 0.4, weightDropout: 0.3 };
  return { dropout: 0.5, weightDropout: 0.5, initialisation: 'uniform' };
}

const isBook = (preset: PresetName): preset is keyof typeof books => preset in books;

/** Options, and who chose them. */
export interface Resolved {
  options: LanguageModelOptions;
  /** Undefined: unknown. */
  origin: OptionsOrigin | undefined;
}

/** `resolve`, with the origin of the options. */
export const resolved = (...asked: Parameters<typeof resolve>): Resolved => {
  const [preset, given] = asked;
  const origin = { ...(preset === undefined ? {} : { preset }), given: keysGiven('language', given) };
  return { options: resolve(...asked), origin };
};
