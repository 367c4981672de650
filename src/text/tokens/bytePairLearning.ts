/** Which pairs to merge. Works on the different words and their counts, and after a merge looks only at the words it touched. */
import { roundsBetweenPauses, type Pausable } from '../pausable';

export interface LearnedMerges {
  /** The code points of the words, in the order first seen. */
  symbols: string[];
  /** In the order learned. */
  merges: [string, string][];
}

/** Pairs of symbol numbers as one number; exact while there are fewer than 2^26 symbols. */
const pairBase = 2 ** 26;

class PairCounts {
  readonly counts = new Map<number, number>();
  /** The words in which a pair occurs, or once occurred. */
  readonly words = new Map<number, Set<number>>();

  add(pair: number, amount: number, word: number): void {
    this.counts.set(pair, (this.counts.get(pair) ?? 0) + amount);
    if (amount <= 0) return;
    const words = this.words.get(pair);
    if (words === undefined) this.words.set(pair, new Set([word]));
    else words.add(word);
  }

  /** The most frequent pair; among equals the one with the oldest symbols. */
  best(): { pair: number; count: number } {
    let best = { pair: -1, count: 0 };
    for (const [pair, count] of this.counts)
      if (count > best.count || (count === best.count && pair < best.pair)) best = { pair, count };
    return best;
  }

  remove(pair: number): void {
    this.counts.delete(pair);
    this.words.delete(pair);
  }
}

function countPairs(word: readonly number[], id: number, amount: number, pairs: PairCounts): void {
  for (let i = 0; i + 1 < word.length; i++) pairs.add(word[i]! * pairBase + word[i + 1]!, amount, id);
}

function mergePair(word: readonly number[], left: number, right: number, merged: number): number[] {
  const result: number[] = [];
  for (let i = 0; i < word.length; i++) {
    const found = word[i] === left && word[i + 1] === right;
    result.push(found ? merged : word[i]!);
    if (found) i++;
  }
  return result;
}

/** @param counts how often each word occurs @param size symbols and merged symbols together */
export function* learnMerges(counts: ReadonlyMap<string, number>, size: number): Pausable<LearnedMerges> {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (symbol: string): number => {
    const known = numbers.get(symbol);
    if (known !== undefined) return known;
    numbers.set(symbol, names.length);
    return names.push(symbol) - 1;
  };
  const words = Array.from(counts.keys(), word => Array.from(word, numberOf));
  const frequencies = [...counts.values()];
  const symbols = [...names];

  const pairs = new PairCounts();
  for (const [id, word] of words.entries()) {
    countPairs(word, id, frequencies[id]!, pairs);
    if (id % roundsBetweenPauses === 0) yield;
  }
  const merges: [string, string][] = [];
  // Two ways may lead to one string ("a"+"bc", "ab"+"c"): it is one token, so it is counted once.
  while (numbers.size < size) {
    const { pair, count } = pairs.best();
    if (count < 2) break;
    const left = Math.floor(pair / pairBase);
    const right = pair % pairBase;
    merges.push([names[left]!, names[right]!]);
    const merged = numberOf(names[left]! + names[right]!);
    for (const id of pairs.words.get(pair) ?? []) {
      countPairs(words[id]!, id, -frequencies[id]!, pairs);
      words[id] = mergePair(words[id]!, left, right, merged);
      countPairs(words[id], id, frequencies[id]!, pairs);
    }
    pairs.remove(pair);
    yield;
  }
  return { symbols, merges };
}
