/** The kinds of model there are, and what models can be used for. */
export const kindIds = ['language', 'ngram', 'translation', 'labels', 'series'] as const;
export type KindId = (typeof kindIds)[number];

/** What a model is made from: a text, sentence pairs in one text or two, labelled texts, or a series of numbers. */
export type KindData = 'text' | 'pairs' | 'labels' | 'series';

/** Uses for which a workspace has one model chosen. */
export const chosenUses = ['continue', 'translate', 'label', 'forecast'] as const;
export type ChosenUse = (typeof chosenUses)[number];
export type ModelUse = ChosenUse | 'evaluate';

/** Whether a model of this use predicts tokens, whose loss is in nats and has a perplexity; of numbers it is a mean squared error. */
export const predictsTokens = (use: ModelUse): boolean => use !== 'forecast';
