/** Options passed to a training command by a test or another extension, in place of questions. */
import { assertGiven, type Given } from '../../options/read';

/** @throws UnrollError 'bad-options' for `options` of a command's argument that are not right */
export function givenOptions<N extends 'language' | 'ngram' | 'translation' | 'labels' | 'series'>(
  name: N,
  argument: unknown,
): Given<N> | undefined {
  if (typeof argument !== 'object' || argument === null || !('options' in argument)) return undefined;
  const { options } = argument;
  if (options === undefined) return undefined;
  assertGiven(name, options);
  return options;
}
