/** How many keys suggestions save on a text, for each of those who can make them. */
import { defaultEditorSettings } from '../../options/editor';
import {
  charactersRead,
  costOf,
  searchLimits,
  windowStart,
  type CompletionFigures,
  type Suggester,
  type TypingFigures,
} from '../../protocol/completion';
import type { Suggestion } from '../../protocol/worker';
import type { TextContinuation } from '../continuation';
import { type, wordStarts } from './typing';

interface Asked {
  /** Keys that a suggestion costs that is shown. */
  cost: number;
  /** Of a suggestion, at most. */
  words: number;
}

type Suggesting = Pick<TextContinuation, 'suggest'>;

/** What is suggested in a document of its own: what was learned in another is not known in this one. @param before what stands before the text: it is not typed */
const suggestingIn =
  (id: string, continuation: Suggesting, before: string, { cost, words }: Asked, signal: AbortSignal) =>
  async (written: string): Promise<Suggestion[]> => {
    const start = windowStart(written.length);
    const { suggestions } = await continuation.suggest(
      {
        modelFolder: '',
        prefix: start > 0 ? written.slice(start) : before.slice(-charactersRead) + written,
        document: { id, text: written },
        timeBudgetMs: 0,
        cost,
        words,
        characters: defaultEditorSettings['completion.maxCharacters'],
        lines: defaultEditorSettings['completion.maxLines'],
        count: Infinity,
        places: searchLimits.places,
      },
      signal,
    );
    return suggestions;
  };

/** Ghost text as it is by default, a word at a time. */
export const typeWith = (continuation: Suggesting, text: string, signal: AbortSignal): Promise<TypingFigures> => {
  const suggest = suggestingIn('typed', continuation, '', { cost: costOf.balanced, words: 1 }, signal);
  return type(text, async written => (await suggest(written))[0]);
};

/** @param before what stands before the text: it is not typed */
export async function evaluateCompletion(
  suggester: Suggester,
  continuation: Suggesting,
  { before, text }: { before: string; text: string },
  signal: AbortSignal,
): Promise<CompletionFigures> {
  const suggesting = (id: string, cost: number, words: number) =>
    suggestingIn(id, continuation, before, { cost, words }, signal);
  const walk = async (id: string, cost: number, words: number) => {
    const suggest = suggesting(id, cost, words);
    return type(text, async written => (await suggest(written))[0]);
  };
  const typing = {
    everything: await walk('everything', costOf.everything, 1),
    talkative: await walk('talkative', costOf.talkative, 1),
    balanced: await walk('balanced', costOf.balanced, 1),
    shy: await walk('shy', costOf.shy, 1),
  };
  const several = await walk('several', costOf.balanced, searchLimits.words);
  const suggest = suggesting('words', 0, 1);
  const words = { count: 0, first: 0, amongThree: 0 };
  for (const { at, word } of wordStarts(text)) {
    const guesses = (await suggest(text.slice(0, at)))
      .sort((a, b) => b.probability - a.probability)
      .map(guess => guess.text.trimEnd());
    words.count++;
    if (guesses[0] === word) words.first++;
    if (guesses.slice(0, 3).includes(word)) words.amongThree++;
  }
  return { suggester, typing, several, words };
}
