/** All kinds of model, as everyone may know them. */
import type { ChosenUse, KindId, ModelUse } from '../protocol/kind';
import type { KindData, KindDescription } from './kind';
import type { KindChoice, KindOptions } from '../options/kinds';
import { language } from './language/description';
import { ngram } from './ngram/description';
import { labels } from './labels/description';
import { translation } from './translation/description';
import type { Message } from '../protocol/message';

export const descriptions: { readonly [K in KindId]: KindDescription<KindOptions[K]> } = {
  language,
  ngram,
  translation,
  labels,
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
