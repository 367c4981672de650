/** A kind of model together with its options. */
import type { KindId } from '../protocol/kind';
import { readOptions, type OptionsOf } from './read';

/** Everything that determines a model of each kind, given its text. */
export type KindOptions = { [K in KindId]: OptionsOf<K> };

/** A kind together with options of that kind; a model's manifest is one. */
export type KindChoice<K extends KindId = KindId> = { [P in K]: { kind: P; options: KindOptions[P] } }[K];

/** A kind with options that come from outside. @param read how they are checked @throws UnrollError 'bad-options' */
export const readChoice = (kind: KindId, options: unknown, read: typeof readOptions = readOptions): KindChoice =>
  readers[kind](options, read);

/** A line a kind, so that the compiler sees kind and options belong together. */
const readers: { readonly [K in KindId]: (options: unknown, read: typeof readOptions) => KindChoice<K> } = {
  language: (options, read) => ({ kind: 'language', options: read('language', options) }),
  ngram: (options, read) => ({ kind: 'ngram', options: read('ngram', options) }),
  translation: (options, read) => ({ kind: 'translation', options: read('translation', options) }),
  labels: (options, read) => ({ kind: 'labels', options: read('labels', options) }),
  series: (options, read) => ({ kind: 'series', options: read('series', options) }),
};
