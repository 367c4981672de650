/** A kind of model together with its options. */
import type { KindId } from '../protocol/kind';
import { readOptions, type OptionsOf } from './read';

/** Everything that determines a model of each kind, given its text. */
export type KindOptions = { [K in KindId]: OptionsOf<K> };

/** A kind together with options of that kind; a model's manifest is one. */
export type KindChoice<K extends KindId = KindId> = { [P in K]: { kind: P; options: KindOptions[P] } }[K];

/** A kind with options that come from outside. @throws UnrollError 'bad-options' */
export const readChoice = (kind: KindId, options: unknown): KindChoice => readers[kind](options);

/** A line a kind, so that the compiler sees kind and options belong together. */
const readers: { readonly [K in KindId]: (options: unknown) => KindChoice<K> } = {
  language: options => ({ kind: 'language', options: readOptions('language', options) }),
  ngram: options => ({ kind: 'ngram', options: readOptions('ngram', options) }),
  translation: options => ({ kind: 'translation', options: readOptions('translation', options) }),
  labels: options => ({ kind: 'labels', options: readOptions('labels', options) }),
  series: options => ({ kind: 'series', options: readOptions('series', options) }),
};
