/** Presets: options that are sized from the text's length and the speed of the machine, as far as a person has not set them. */
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

/** What a preset may take, in place of the time of its own. */
export const secondsOption = above(0, 1_000_000, { standard: 300, flag: '--seconds <n>', words: 'option.seconds' });

/** What is known of the text before it is read by a tokeniser. */
export interface TextSize {
  characters: number;
  tokenisation: Tokenisation;
}

/** 10^9 floating-point operations a second, all threads together; what is assumed before anything was measured. */
export const usualGflops = 50;

/** Characters a token, roughly: blanks between words are tokens too. */
const charactersPerToken: Readonly<Record<Tokenisation, number>> = { char: 1, word: 2.3, bpe: 2.5 };
/** Tokens of a vocabulary, roughly. */
const usualVocabularySize: Readonly<Record<Tokenisation, number>> = { char: 80, word: 8000, bpe: 1024 };

export const expectedTokens = ({ characters, tokenisation }: TextSize): number =>
  Math.ceil(characters / charactersPerToken[tokenisation]);

/** Weights that take part in a product. One-hot inputs are a look-up and cost nothing. */
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

/** Floating-point operations of training on one token: 2 a weight forward and 4 backward. */
export const flopsPerToken = (network: LanguageModelOptions['network'], vocabularySize: number): number =>
  6 * weightsOf(network, vocabularySize);

/** Small models do not fill the machine: element-wise work and launches cost as much as so many floating-point operations a token. */
const overheadFlops = 4e5;

type Batch = Pick<TrainingOptions, 'batchSize' | 'timeSteps'>;
const usualBatch: Batch = { batchSize: 16, timeSteps: 64 };

/**
 * What a token costs in a batch of few rows or few steps: about twice as much at 8 rows of 32 as at 16 of 64 (processor time of
 * `unroll train samples/lighthouse.txt --threads 1 --hidden 128` with these batches: 19 and 9 microseconds a token).
 */
const batchCost = ({ batchSize, timeSteps }: Batch): number => (1 + 8 / batchSize) * (1 + 20 / timeSteps);

const costOfToken = (network: LanguageModelOptions['network'], vocabularySize: number, batch: Batch): number =>
  ((flopsPerToken(network, vocabularySize) + overheadFlops) * batchCost(batch)) / batchCost(usualBatch);

/**
 * An update of a weight, with what threads tell each other of its gradient and the share of it that is dropped: so many seconds, however much
 * was read (`unroll train timemachine.txt --seconds 300`, 22 ms a step of 930 000 weights instead of 18).
 */
const secondsPerWeight = 3.5e-9;

const updateSeconds = (network: LanguageModelOptions['network'], vocabularySize: number): number =>
  secondsPerWeight * weightsOf(network, vocabularySize);

/** Speed as measured by a run of another shape. */
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

/** What Muon multiplies in one update: five times two products and a square for every matrix between layers, of its shorter side s and longer side l. */
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

/** Updates are made by every thread in full, so that all together take as long as so many of them one after the other. */
const usualThreads = 2;

/** What voices that count read beside the training: tokens a second, and at most so many (docs/adaptive.md). */
const voices = { tokensPerSecond: 50_000, most: 2_000_000 } as const;

/**
 * Seconds that training to the last epoch takes: the steps, a validation after each epoch (forward alone: a third of a step), and the voices
 * that read on beside it for half as much time as the steps take.
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
  const counting = network.bidirectional ? 0 : Math.min(read, voices.most) / voices.tokensPerSecond;
  return steps + validations + Math.min(steps / 2, counting);
}

/** How many epochs, `most` at most, end within so many seconds. @param secondsOf what a number of epochs takes, the more the longer */
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
  /** Widths to choose from, the widest that fits first. */
  hiddenSizes: readonly number[];
  layers: number;
  /** What training may take, seconds. */
  seconds: number;
  fewestEpochs: number;
  /**
   * A width that there is no time to read so many tokens with learns less than a narrower one; three times as many where the
   * text is small and much of it is forgotten on purpose.
   */
  fewestTokens: number;
  mostEpochs: number;
  /** Epochs without a better validation before the end. */
  patience: number;
  /** For a short text. */
  short: {
    hiddenSizes: readonly number[];
    /** Updates that a model of the widest size is given; narrower ones are given more. */
    updates: number;
  };
}

/**
 * A text of fewer tokens is short: what counts is how many updates are made of it, not how often it is read, and each is made from few
 * tokens. `unroll train samples/lighthouse.txt --hidden 256`, held-out perplexity, counting 2.59: 2.29 after 1400 updates of 8 x 32 tokens,
 * in the processor time in which 16 x 64 and 128 units make 656 and reach 2.73.
 */
const shortTokens = 30_000;
const mostShortEpochs = 200;

/** Of all cells it learns the most in the same time (docs/race.md). */
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

/** char-rnn's rule: weights and characters within an order of magnitude of each other. */
const weightsPerToken = 10;
/** With much dropout. */
const weightsPerTokenOfShort = 40;

/**
 * The options of a preset for a text: what the person has set stays as it is, the preset fills in what they have not.
 * @param preset without one, the defaults fill in
 * @param given as of `assertGiven`
 * @param characters of the text
 * @param gflops speed of the machine, as `gflopsOf` says it
 * @param allowed what training may take, seconds; absent: as long as the preset has it
 * @throws UnrollError 'bad-options' for a given option that is not right
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
  // Small batches make more updates of what is read; where a great deal is read, large ones lose nothing.
  const smallBatches = characters * epochs < 60_000_000;
  const forgotten: Forgotten = short
    ? { dropout: 0.4, weightDropout: 0.4 }
    : forgottenOf(characters, hiddenSize, epochs);
  return {
    text: { ...base.text, tokenisation, clean: false, maxTokens: 0 },
    network: {
      ...base.network,
      cell,
      hiddenSize,
      // A small text is learned better by one wide layer that forgets much than by two (docs/race.md).
      layers: isSmall(characters) ? 1 : layers,
      embeddingSize: tokenisation === 'char' ? 64 : 128,
      bidirectional: false,
      dropout: forgotten.dropout,
      weightDropout: cellOf(cell).hiddenWeights ? forgotten.weightDropout : 0,
      initialisation: forgotten.initialisation ?? 'scaled',
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
      // As long as the rate is high, validations go up and down.
      patience: Math.max(patience, Math.ceil(epochs / 4)),
    },
  };
}

/** One that is read many times in the time there is. */
const isSmall = (characters: number): boolean => characters < 500_000;

/** Wide networks want a smaller rate, and those that forget weights: with twice as large a one they diverge now and then. */
function rateOf(characters: number, hiddenSize: number): number {
  const rate = 4e-3 * Math.sqrt(512 / hiddenSize) * (isSmall(characters) ? 0.85 : 1);
  return Math.min(6e-3, Number(rate.toPrecision(2)));
}

type Forgotten = Pick<NetworkOptions, 'dropout' | 'weightDropout'> & Partial<Pick<NetworkOptions, 'initialisation'>>;

/**
 * A text that is read often is soon known by heart, unless some of it is forgotten; the more, the wider the network. timemachine.txt, held-out
 * perplexity after 7 million characters: 256 units, 0.3 and 0.2, 4.13.
 */
function forgottenOf(characters: number, hiddenSize: number, epochs: number): Forgotten {
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
  /** Undefined: nobody knows any more. */
  origin: OptionsOrigin | undefined;
}

/** As `resolve`. */
export const resolved = (...asked: Parameters<typeof resolve>): Resolved => {
  const [preset, given] = asked;
  const origin = { ...(preset === undefined ? {} : { preset }), given: keysGiven('language', given) };
  return { options: resolve(...asked), origin };
};
