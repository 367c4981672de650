/** The likeliest symbols by a search along the code: the likeliest open node is always looked at first. */
import type { SymbolCode } from './symbolCode';

export interface Guess {
  readonly symbol: number;
  readonly probability: number;
}

export interface GuessLimits {
  /** At most so many symbols. */
  readonly count?: number;
  /** None that is less probable. */
  readonly least?: number;
}

/** @param predict the probability of bit 1 at a node */
export function mostLikely(
  code: SymbolCode,
  predict: (node: number) => number,
  { count = Infinity, least = 0 }: GuessLimits,
): Guess[] {
  const guesses: Guess[] = [];
  /** Open nodes and complete symbols (`~symbol`), by falling probability. */
  const open: { at: number; probability: number }[] = [{ at: 0, probability: 1 }];
  const insert = (at: number, probability: number): void => {
    if (probability < least) return;
    let low = 0;
    let high = open.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (open[middle]!.probability > probability) low = middle + 1;
      else high = middle;
    }
    open.splice(low, 0, { at, probability });
  };
  while (guesses.length < count) {
    const next = open.shift();
    if (next === undefined) break;
    const { at, probability } = next;
    if (at < 0) {
      guesses.push({ symbol: ~at, probability });
      continue;
    }
    const one = predict(at);
    insert(code.children[2 * at]!, probability * (1 - one));
    insert(code.children[2 * at + 1]!, probability * one);
  }
  return guesses;
}
