/** Presets: options computed from the text's length and the speed of the machine, except those that a person has set. */
import { cellOf, type CellName } from '../protocol/cells';
import type { OptionsOrigin } from '../protocol/model';
import { books } from './books';
import { defaultLanguageModelOptions, type LanguageModelOptions, type NetworkOptions } from './language';
import {
  epochsWithin,
  expectedSeconds,
  expectedTokens,
  flopsPerToken,
  usualGflops,
  usualVocabularySize,
  wholeSeconds,
  type BesideNetwork,
  type TextSize,
} from './expectedTime';
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

/** A hidden size, and on how many tokens it must be trained: where there is no time for them, a narrower network learns more. */
interface Width {
  hiddenSize: number;
  fewestTokens: number;
  /** Of a small text: its wide networks have strong dropout. */
  fewestOfSmall: number;
}

interface Plan {
  /** In falling order; the first that fits is taken. */
  widths: readonly Width[];
  layers: number;
  /** The time limit of training, seconds. */
  seconds: number;
  fewestEpochs: number;
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

/**
 * Wide networks learn more in the same time, down to a few passes. `unroll train TEXT --cell gru --embedding 64 --hidden H --epochs E`, rates as below,
 * one seed, held-out nats a character after about as many operations in a line, of 180 000 characters of Moby Dick (dropout 0 for 3, 7 and 8 epochs,
 * 0.1 for 6, 13 and 20, 0.25 for 9 and for 512 units, 0.2 and 0.1 of the recurrent weights for 16, 0.3 and 0.2 for 36 and 55):
 * 64 units, 8 epochs 1.730; 128, 7 epochs 1.596; 256, 3 epochs 1.632.
 * 64 units, 20 epochs 1.687; 128, 13 epochs 1.569; 256, 6 epochs 1.542.
 * 64 units, 55 epochs 1.708; 128, 36 epochs 1.552; 256, 16 epochs 1.501; 384, 9 epochs 1.552; 512, 6 epochs 1.519.
 * And of 600 000, dropout 0.1: 64 units, 6 epochs 1.744; 128, 4 epochs 1.612; 256, 2 epochs 1.574.
 */
const narrow: readonly Width[] = [
  { hiddenSize: 256, fewestTokens: 1e6, fewestOfSmall: 8e5 },
  { hiddenSize: 128, fewestTokens: 4e5, fewestOfSmall: 3e5 },
  { hiddenSize: 64, fewestTokens: 0, fewestOfSmall: 0 },
];

/** The cell with the lowest loss after the same time (docs/race.md). */
const usualCell: CellName = 'gru';

const plans: Readonly<Record<Exclude<PresetName, keyof typeof books>, Plan>> = {
  quick: {
    widths: narrow,
    layers: 1,
    seconds: 25,
    fewestEpochs: 2,
    mostEpochs: 20,
    patience: 4,
    short: { hiddenSizes: [256, 128, 64], updates: 1100 },
  },
  balanced: {
    widths: [
      // 384 units for 61 passes of 160 000 characters have 1.455 nats (Moby Dick), 512 for 44, a few more operations, 1.463.
      { hiddenSize: 512, fewestTokens: 2.5e6, fewestOfSmall: 1.6e7 },
      { hiddenSize: 384, fewestTokens: 2.5e6, fewestOfSmall: 7.5e6 },
      ...narrow,
    ],
    layers: 1,
    seconds: 300,
    fewestEpochs: 2,
    mostEpochs: 120,
    patience: 4,
    short: { hiddenSizes: [256, 128, 64], updates: 1900 },
  },
  best: {
    widths: [{ hiddenSize: 512, fewestTokens: 4e6, fewestOfSmall: 1.2e7 }, ...narrow],
    layers: 2,
    seconds: 1800,
    fewestEpochs: 8,
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
 * @param allowed time limit, seconds; absent: the preset's, of training
 * @param beside undefined: `allowed` is the time limit of training; else that of the whole run
 * @throws UnrollError 'bad-options' for a wrong option in `given`
 */
export function resolve(
  preset: PresetName | undefined,
  given: Given<'language'>,
  characters: number,
  gflops = usualGflops,
  allowed?: number,
  beside?: BesideNetwork,
): LanguageModelOptions {
  const base = withGiven('language', defaultLanguageModelOptions, given);
  if (preset === undefined) return base;
  if (isBook(preset)) return withGiven('language', books[preset](base.network.cell, base.network.layers, base), given);
  const size = { characters, tokenisation: base.text.tokenisation };
  const tokens = expectedTokens(size);
  const plan = { ...plans[preset], ...(allowed === undefined ? {} : { seconds: allowed }) };
  const short = tokens < shortTokens;
  const sizes = short ? plan.short.hiddenSizes : plan.widths.map(width => width.hiddenSize);
  const withHidden = (hiddenSize: number, epochs: number): LanguageModelOptions =>
    withGiven(
      'language',
      sized(base, plan, size, {
        hiddenSize: given.network?.hiddenSize ?? hiddenSize,
        epochs: given.training?.epochs ?? epochs,
        cell: given.network?.cell ?? usualCell,
      }),
      given,
    );
  const secondsOf = (options: LanguageModelOptions): number =>
    beside
      ? wholeSeconds(options, tokens, beside, gflops)
      : expectedSeconds(options, tokens, usualVocabularySize[size.tokenisation], gflops);
  const epochsNeeded = (hiddenSize: number): number => {
    if (!short) return Math.max(plan.fewestEpochs, Math.ceil(fewestTokens(plan, hiddenSize, characters) / tokens));
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
  { hiddenSize, epochs, cell }: { hiddenSize: number; epochs: number; cell: CellName },
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

function fewestTokens({ widths }: Plan, hiddenSize: number, characters: number): number {
  const width = widths.find(one => one.hiddenSize === hiddenSize);
  return (isSmall(characters) ? width?.fewestOfSmall : width?.fewestTokens) ?? 0;
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
  if (epochs < 4) return { dropout: 0, weightDropout: 0 };
  if (epochs <= 10) return { dropout: 0.1, weightDropout: 0 };
  if (hiddenSize <= 256)
    return epochs <= 24 ? { dropout: 0.2, weightDropout: 0.1 } : { dropout: 0.3, weightDropout: 0.2 };
  if (hiddenSize < 512) return { dropout: 0.4, weightDropout: 0.3 };
  // 512 units for 44 passes, 180 000 characters of Moby Dick, held-out nats: 1.463 with 0.35, 1.486 with 0.5, which takes about 100 passes.
  return { dropout: 0.5, weightDropout: epochs < 70 ? 0.35 : 0.5, initialisation: 'uniform' };
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
