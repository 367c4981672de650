/** Options that a test or another extension passes to a training command in place of questions. */
import * as v from 'valibot';
import type { KindId } from '../../protocol/kind';
import type { OptionsOrigin } from '../../protocol/model';
import { given, isSomething } from '../given';
import { assertGiven, keysGiven, type Given } from '../../options/read';
import { originSchema } from '../../store/schemas';

/** The origin of the options. A repeated training takes it from the earlier one, for which it may be unknown. */
export function originOf(name: KindId, argument: unknown, chosen: unknown): OptionsOrigin | undefined {
  if (typeof argument !== 'object' || argument === null || !('origin' in argument))
    return { given: keysGiven(name, chosen) };
  return v.is(originSchema, argument.origin) ? argument.origin : undefined;
}

/** @throws UnrollError 'bad-options' for wrong `options` of a command's argument */
export function givenOptions<N extends KindId>(name: N, argument: unknown): Given<N> | undefined {
  const options = given(argument, 'options', isSomething);
  if (options === undefined) return undefined;
  assertGiven(name, options);
  return options;
}
