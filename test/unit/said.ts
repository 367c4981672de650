import type { Message } from '../../src/protocol/message';
import { UnrollError } from '../../src/protocol/errors';
import { inEnglish, render } from '../../src/words/render';

/** A message rendered in English, with plain spaces. */
export const said = (shown: Message): string => render(shown, inEnglish('plain')).replaceAll('\u00a0', ' ');

/** For `assert.rejects` and `throws`: whether an error has this code and its sentence matches. */
export const saying =
  (code: UnrollError['code'], sentence: RegExp) =>
  (thrown: unknown): boolean =>
    thrown instanceof UnrollError && thrown.code === code && sentence.test(said(thrown.sentence));
