import type { Message } from '../../src/protocol/message';
import { UnrollError } from '../../src/protocol/errors';
import type { Medium } from '../../src/words/harmless';
import { inEnglish, render } from '../../src/words/render';

const saidIn =
  (medium: Medium) =>
  (shown: Message): string =>
    render(shown, inEnglish(medium)).replaceAll('\u00a0', ' ');

/** A message rendered in English, with plain spaces, as an editor says it. */
export const said = saidIn('plain');

/** The same as a terminal says it, which names flags. */
export const saidInTerminal = saidIn('terminal');

/** For `assert.rejects` and `throws`: whether an error has this code and its sentence matches. */
export const saying =
  (code: UnrollError['code'], sentence: RegExp) =>
  (thrown: unknown): boolean =>
    thrown instanceof UnrollError && thrown.code === code && sentence.test(said(thrown.sentence));
