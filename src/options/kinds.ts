/** A kind of model together with its options. */
import type { KindId } from '../protocol/kind';
import { readOptions, withStandard, type OptionsOf } from './read';

/** A kind with the options that, with the text, determine a model of it; a model's manifest has this type. */
export type KindChoice<K extends KindId = KindId> = { [P in K]: { kind: P; options: OptionsOf<P> } }[K];

/** Checks options from outside. @param read the function that checks them @throws UnrollError 'bad-options' */
export const readChoice = <K extends KindId>(
  kind: K,
  options: unknown,
  read: typeof readOptions = readOptions,
): KindChoice<K> => ({ kind, options: read(kind, options) });

/** A kind with the given options and defaults for the others. @throws UnrollError 'bad-options' */
export const newChoice = <K extends KindId>(kind: K, ...given: readonly unknown[]): KindChoice<K> => ({
  kind,
  options: withStandard(kind, ...given),
});
