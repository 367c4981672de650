/** All kinds of model, as everyone may know them. */
import type { ChosenUse, KindData, KindId, ModelUse } from '../protocol/kind';
import type { KindDescription } from './kind';
import { readChoice, type KindChoice } from '../options/kinds';
import { laidOver, type OptionsOf } from '../options/read';
import { language } from './language/description';
import { ngram } from './ngram/description';
import { labels } from './labels/description';
import { series } from './series/description';
import { translation } from './translation/description';
import type { Message } from '../protocol/message';

export const descriptions: { readonly [K in KindId]: KindDescription<OptionsOf<K>> } = {
  language,
  ngram,
  translation,
  labels,
  series,
};

/** What a model can be used for; what it is for comes first. */
export const usesOf = <K extends KindId>({ kind, options }: KindChoice<K>): readonly [ModelUse, ...ModelUse[]] =>
  descriptions[kind].uses(options);

/** Why the model of this name cannot be used so. */
export const refusalOf = <K extends KindId>(name: string, use: ModelUse, { kind, options }: KindChoice<K>): Message =>
  descriptions[kind].refusal(name, use, options);

/** "LSTM, 1 layer of 256, characters" */
export const describeModel = <K extends KindId>({ kind, options }: KindChoice<K>): Message =>
  descriptions[kind].describe(options);

/** Why what happens inside the model of this name cannot be looked at; undefined: it can. */
export const insideRefusalOf = <K extends KindId>(
  name: string,
  { kind, options }: KindChoice<K>,
): Message | undefined => descriptions[kind].insideRefusal(name, options);

export const canLookInside = (choice: KindChoice): boolean => insideRefusalOf('', choice) === undefined;

/** How often the data of a model are read in its training. */
export const epochsOf = <K extends KindId>({ kind, options }: KindChoice<K>): number =>
  descriptions[kind].epochs(options);

/** What a speed of training says of the machine, in 10^9 floating-point operations a second; of some kinds it says nothing. */
export const gflopsOf = <K extends KindId>(
  { kind, options }: KindChoice<K>,
  vocabularySize: number,
  tokensPerSecond: number,
): number | undefined => descriptions[kind].gflopsOf?.(options, vocabularySize, tokensPerSecond);

export const chosenFor = ({ kind }: Pick<KindChoice, 'kind'>): ChosenUse => descriptions[kind].chosenFor;

export const dataOf = ({ kind }: Pick<KindChoice, 'kind'>): KindData => descriptions[kind].data;

/** Whether a model was made from two parallel texts. */
export const hasSecondText = <K extends KindId>({ kind, options }: KindChoice<K>): boolean =>
  descriptions[kind].hasSecondText?.(options) ?? false;

/**
 * Weights that are good already are lost again to the steps of a beginning. `unroll train FILE --from MODEL --epochs 10 --lr RATE`, the model
 * trained for 40 epochs on 60 000 characters of The Time Machine: 1.808 -> 1.801 nats on the same text at 0.3 of its rate, no better at 0.5 and
 * 1; on another part of the book 1.659 at 0.3 and 1.634 at 1.
 */
const gentler = 0.3;

/** Whether models of this kind can be trained further. */
export const canTrainFurther = ({ kind }: Pick<KindChoice, 'kind'>): boolean =>
  descriptions[kind].further !== undefined;

/** @param given some of the options, as a person has given them @throws UnrollError 'bad-options' */
export function furtherChoice({ kind, options }: KindChoice, given: unknown): KindChoice {
  const gentle =
    'optimiser' in options ? { optimiser: { learningRate: gentler * options.optimiser.learningRate } } : {};
  return readChoice(kind, laidOver(laidOver(options, gentle), given));
}

/** What of the options holds: the weights of a model leave no choice of some. */
export const keptOptions = <K extends KindId>(wanted: KindChoice<K>, model: KindChoice<K>): OptionsOf<K> =>
  descriptions[wanted.kind].further?.(wanted.options, model.options) ?? wanted.options;
