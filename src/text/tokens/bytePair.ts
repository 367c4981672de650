/**
 * Byte pairs (R. Sennrich, B. Haddow, A. Birch, 2016) over code points: the most frequent neighbours inside a word become one
 * symbol, again and again. A word takes the blank before it along, so that tokens joined are the text.
 */
import type { Pausable } from '../pausable';
import { cleanLines } from './clean';
import { learnMerges } from './bytePairLearning';
import type { Tokeniser, TokenVisitor } from './tokenise';
import { readWords } from './words';

/** Longest word in code points; a longer one (a line of base64) is cut, or its merges would take quadratic time. */
const longestWord = 48;
/** Words whose tokens are remembered; the most frequent come early. */
const rememberedWords = 100_000;

/** Calls `visit` with each word as a list of code points, the single blank before it included. */
function* readPretokens(text: string, visit: (symbols: string[]) => void): Pausable<void> {
  let blank = '';
  yield* readWords(text, word => {
    if (word === ' ') {
      if (blank !== '') visit([blank]);
      blank = ' ';
      return;
    }
    const symbols = Array.from(blank + word);
    blank = '';
    for (let start = 0; start < symbols.length; start += longestWord) visit(symbols.slice(start, start + longestWord));
  });
  if (blank !== '') visit([blank]);
}

/** Cleaned text has its words only; a space stands for each line end. */
const prepare = (text: string, clean: boolean): string =>
  clean
    ? cleanLines(text)
        .filter(line => line !== '')
        .join(' ')
    : text;

/** A JSON-safe key of two symbols; neither can hold a NUL and anything else, for a NUL is always a word of its own. */
const pairKey = (left: string, right: string): string => `${left}\u0000${right}`;

export class BytePairTokeniser implements Tokeniser {
  readonly separator = '';
  readonly inventory: readonly string[];
  private readonly ranks: ReadonlyMap<string, number>;
  private readonly known = new Map<string, readonly string[]>();

  /** @param symbols the code points of the text it was learned on; they stay in the vocabulary even when always merged. */
  constructor(
    readonly merges: readonly (readonly [string, string])[],
    private readonly clean: boolean,
    symbols: readonly string[] = [],
  ) {
    this.ranks = new Map(merges.map(([left, right], rank) => [pairKey(left, right), rank]));
    this.inventory = [...symbols, ...merges.map(([left, right]) => left + right)];
  }

  *read(text: string, visit: TokenVisitor): Pausable<void> {
    yield* readPretokens(prepare(text, this.clean), symbols => {
      const word = symbols.join('');
      let tokens = this.known.get(word);
      if (tokens === undefined) {
        tokens = this.merge(symbols);
        if (this.known.size < rememberedWords) this.known.set(word, tokens);
      }
      for (const token of tokens) visit(token);
    });
  }

  /** Applies the merges to one word, the earliest learned first. */
  private merge(symbols: readonly string[]): string[] {
    const parts = [...symbols];
    for (;;) {
      let best = -1;
      let bestRank = Infinity;
      for (let i = 0; i + 1 < parts.length; i++) {
        const rank = this.ranks.get(pairKey(parts[i]!, parts[i + 1]!));
        if (rank !== undefined && rank < bestRank) {
          best = i;
          bestRank = rank;
        }
      }
      if (best < 0) return parts;
      parts.splice(best, 2, parts[best]! + parts[best + 1]!);
    }
  }
}

/**
 * Learns byte pairs on a text until the vocabulary, `<unk>` included, has `vocabularySize` tokens or no pair occurs twice.
 * A text with more different characters than that keeps them all and gets no merges.
 */
export function* learnBytePairs(text: string, vocabularySize: number, clean: boolean): Pausable<BytePairTokeniser> {
  const counts = new Map<string, number>();
  yield* readPretokens(prepare(text, clean), symbols => {
    const word = symbols.join('');
    counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  const { symbols, merges } = yield* learnMerges(counts, vocabularySize - 1);
  return new BytePairTokeniser(merges, clean, symbols);
}
