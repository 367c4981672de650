/** A kind of model together with its options. */
import type { KindId } from '../protocol/kind';
import { readOptions, withStandard, type OptionsOf } from './read';

/** A kind with all that determines a model of it, given its text; a model's manifest is one. */
export type KindChoice<K extends KindId = KindId> = { [P in K]: { kind: P; options: OptionsOf<P> } }[K];

/** A kind with options that come from outside. @param read how they are checked @throws UnrollError 'bad-options' */
export const readChoice = <K extends KindId>(
  kind: K,
  options: unknown,
  read: typeof readOptions = readOptions,
): KindChoice<K> => ({ kind, options: read(kind, options) });

/** A kind with options of which these are given and the others are as usual. @throws UnrollError 'bad-options' */
export const newChoice = <K extends KindId>(kind: K, ...given: readonly unknown[]): KindChoice<K> => ({
  kind,
  options: withStandard(kind, ...given),
});
