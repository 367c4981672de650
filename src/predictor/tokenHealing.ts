/**
 * A cursor in the middle of a word: the tokens of that word are taken back, and what is generated must begin with its characters
 * ("the trav" goes on with "traveller"). For characters there is nothing to heal.
 */
import type { TokenSource } from '../nn/generate';
import type { SamplingOptions } from '../options/sampling';
import { encodeWith } from '../text/tokens/corpus';
import { Sampler } from '../text/random/sampling';
import { visitTokens, type Tokeniser } from '../text/tokens/tokenise';
import type { Vocabulary } from '../text/tokens/vocabulary';

export interface HealedPrefix {
  ids: Int32Array;
  unknown: string[];
  /** What generation begins with; '' when it is free. */
  partial: string;
}

/** Byte pairs of a word that are taken back at most. */
const mostPieces = 8;

/** @param pieces whether several tokens make up a word */
export function healPrefix(
  vocabulary: Vocabulary,
  tokeniser: Tokeniser,
  prefix: string,
  pieces: boolean,
): HealedPrefix {
  const { ids, unknown } = encodeWith(vocabulary, tokeniser, prefix);
  const last = lastTokens(tokeniser, prefix, pieces ? mostPieces : 1);
  // Where a blank separates tokens without being one, a blank at the end closes the last of them.
  const closed = last.length === 0 || (tokeniser.separator !== '' && /\s$/.test(prefix));
  const back = closed ? [] : last.slice(wordStart(last));
  const partial = back.join('');
  const possible = pieces
    ? Array.from(partial).every(symbol => vocabulary.has(symbol))
    : vocabulary.list.some((token, id) => id !== 0 && token.startsWith(partial));
  if (back.length === 0 || !possible) return { ids, unknown, partial: '' };
  return {
    ids: ids.slice(0, -back.length),
    unknown: unknown.filter(token => !back.includes(token)),
    partial,
  };
}

function lastTokens(tokeniser: Tokeniser, prefix: string, most: number): string[] {
  const last: string[] = [];
  visitTokens(tokeniser, prefix, token => {
    last.push(token);
    if (last.length > most) last.shift();
  });
  return last;
}

/** Where the word that the last token belongs to begins: a piece at its beginning has the blank before it. */
function wordStart(tokens: readonly string[]): number {
  let start = tokens.length - 1;
  const goesOn = (): boolean =>
    /^[\p{L}\p{M}\p{N}]/u.test(tokens[start]!) && /[\p{L}\p{M}\p{N}]$/u.test(tokens[start - 1]!);
  while (start > 0 && goesOn()) start--;
  return start;
}

/** The tokens that go along with what a text must go on with. */
export const fittingTokens = ({ list }: Vocabulary, partial: string, pieces: boolean): number[] =>
  list.flatMap((token, id) =>
    id > 0 && (token.startsWith(partial) || (pieces && partial.startsWith(token))) ? [id] : [],
  );

/** Draws only tokens that go along with `partial` until it is used up, then as `rest` does. */
export class HealingSource implements TokenSource {
  constructor(
    private readonly rest: Sampler,
    private readonly vocabulary: Vocabulary,
    private readonly sampling: SamplingOptions,
    private partial: string,
    private readonly pieces: boolean,
  ) {}

  remember(token: number): void {
    this.rest.remember(token);
  }

  next(logits: Float32Array): number {
    if (this.partial === '') return this.rest.next(logits);
    const { vocabulary, partial } = this;
    const fitting = new Set(fittingTokens(vocabulary, partial, this.pieces));
    const excluded = vocabulary.list.flatMap((_, id) => (fitting.has(id) ? [] : [id]));
    const token = new Sampler(vocabulary.size, this.sampling, excluded).next(logits);
    this.rest.remember(token);
    this.partial = partial.slice(vocabulary.token(token).length);
    return token;
  }
}
