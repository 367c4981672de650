/** Options passed to a training command by a test or another extension, in place of questions. */
import type { KindId } from '../../protocol/kind';
import { given, isSomething } from '../given';
import { assertGiven, type Given } from '../../options/read';

/** @throws UnrollError 'bad-options' for `options` of a command's argument that are not right */
export function givenOptions<N extends KindId>(name: N, argument: unknown): Given<N> | undefined {
  const options = given(argument, 'options', isSomething);
  if (options === undefined) return undefined;
  assertGiven(name, options);
  return options;
}
