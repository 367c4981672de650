/** The kinds of model there are, and what models can be used for. */
export const kindIds = ['language', 'ngram', 'translation', 'labels'] as const;
export type KindId = (typeof kindIds)[number];

/** Uses for which a workspace has one model chosen. */
export const chosenUses = ['continue', 'translate', 'label'] as const;
export type ChosenUse = (typeof chosenUses)[number];
export type ModelUse = ChosenUse | 'evaluate';
