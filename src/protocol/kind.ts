/** The kinds of model there are, and what models can be used for. */
export type KindId = 'language' | 'ngram' | 'translation';

export type ModelUse = 'continue' | 'translate' | 'evaluate';
