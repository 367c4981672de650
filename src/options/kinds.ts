/** A kind of model together with its options. */
import type { KindId } from '../protocol/kind';
import type { OptionsOf } from './read';

/** Everything that determines a model of each kind, given its text. */
export type KindOptions = { [K in KindId]: OptionsOf<K> };

/** A kind together with options of that kind; a model's manifest is one. */
export type KindChoice<K extends KindId = KindId> = { [P in K]: { kind: P; options: KindOptions[P] } }[K];
