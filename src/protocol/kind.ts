/** The kinds of model there are, what each is made from, and what models can be used for. */
import type { LanguageModelOptions, NgramOptions } from './model';
import type { TranslationOptions } from './translation';

/** Everything that determines a model of each kind, given its text. */
export interface KindOptions {
  language: LanguageModelOptions;
  ngram: NgramOptions;
  translation: TranslationOptions;
}
export type KindId = keyof KindOptions;

export type ModelUse = 'continue' | 'translate' | 'evaluate';

/** A kind together with options of that kind; a model's manifest is one. */
export type KindChoice<K extends KindId = KindId> = { [P in K]: { kind: P; options: KindOptions[P] } }[K];
