/** The kinds of model and the uses of models. */
export const kindIds = ['language', 'ngram', 'translation', 'labels', 'series'] as const;
export type KindId = (typeof kindIds)[number];

/** The training data of a model: a text, sentence pairs in one text or two, labelled texts, or a series of numbers. */
export type KindData = 'text' | 'pairs' | 'labels' | 'series';

/** Uses for which a workspace has one active model. */
export const chosenUses = ['continue', 'translate', 'label', 'forecast'] as const;
export type ChosenUse = (typeof chosenUses)[number];
export type ModelUse = ChosenUse | 'evaluate';

/** Whether the loss of a model of this use is a cross-entropy in nats with a perplexity; for forecasts it is a mean squared error. */
export const predictsTokens = (use: ModelUse): boolean => use !== 'forecast';
