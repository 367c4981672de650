/** The two-way table between tokens and their indices. */

export const unknownToken = '<unk>';

export interface VocabularyOptions {
  /** A token enters when its frequency is >= this; 1 keeps all. */
  minFrequency?: number;
  /** Tokens that come right after `<unk>`: `<pad>`, `<bos>`, `<eos>`. */
  reserved?: readonly string[];
  /** Tokens that enter whatever their frequency. */
  keep?: readonly string[];
}

/** `<unk>` = 0, the reserved tokens, then falling frequency; equal frequencies in the order first seen. */
export class Vocabulary {
  private readonly indexOf: ReadonlyMap<string, number>;

  private constructor(
    readonly list: readonly string[],
    /** Occurrences in the text it was built from, in the order of `list`; [0] counts all that were left out. */
    readonly frequencies: readonly number[],
    /** Different tokens that were too rare to enter. */
    readonly droppedTypes: number,
  ) {
    this.indexOf = new Map(list.map((token, index) => [token, index]));
  }

  /** From tokens in the order of the text. */
  static build(tokens: Iterable<string>, options: VocabularyOptions = {}): Vocabulary {
    const counts = new Map<string, number>();
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
    return Vocabulary.fromCounts(counts, options);
  }

  /** From counts whose keys are in the order first seen. */
  static fromCounts(counts: ReadonlyMap<string, number>, options: VocabularyOptions = {}): Vocabulary {
    const head = [unknownToken, ...(options.reserved ?? [])];
    const keep = new Set(options.keep ?? []);
    const minFrequency = options.minFrequency ?? 1;
    const known: [string, number][] = [];
    const seen = new Set(head);
    let unknown = 0;
    let dropped = 0;
    for (const [token, frequency] of counts) {
      if (seen.has(token)) unknown += frequency;
      else if (frequency >= minFrequency || keep.has(token)) known.push([token, frequency]);
      else {
        unknown += frequency;
        dropped++;
      }
    }
    for (const token of keep) if (!counts.has(token) && !seen.has(token)) known.push([token, 0]);
    known.sort((a, b) => b[1] - a[1]);
    const frequencies = [unknown, ...head.slice(1).map(() => 0), ...known.map(([, frequency]) => frequency)];
    return new Vocabulary([...head, ...known.map(([token]) => token)], frequencies, dropped);
  }

  /**
   * A saved vocabulary again.
   * @throws RangeError when the lists do not belong together or a token occurs twice.
   */
  static fromTokens(list: readonly string[], frequencies: readonly number[]): Vocabulary {
    if (list.length !== frequencies.length)
      throw new RangeError(`A vocabulary of ${list.length} tokens has ${frequencies.length} frequencies.`);
    if (list[0] !== unknownToken) throw new RangeError(`A vocabulary begins with ${unknownToken}.`);
    const vocabulary = new Vocabulary([...list], [...frequencies], 0);
    if (vocabulary.indexOf.size !== list.length) throw new RangeError('A vocabulary holds a token twice.');
    return vocabulary;
  }

  get size(): number {
    return this.list.length;
  }

  /** Share of the text's tokens that the vocabulary knows, 0..1; 1 for an empty text. */
  get coverage(): number {
    const total = this.frequencies.reduce((sum, frequency) => sum + frequency, 0);
    return total === 0 ? 1 : 1 - this.frequencies[0]! / total;
  }

  has(token: string): boolean {
    return this.indexOf.has(token);
  }

  /** The token's index; 0 for one it does not know. */
  index(token: string): number {
    return this.indexOf.get(token) ?? 0;
  }

  indices(tokens: readonly string[]): Int32Array {
    return Int32Array.from(tokens, token => this.index(token));
  }

  /** @throws RangeError when there is no such index. */
  token(index: number): string {
    const token = this.list[index];
    if (token === undefined) throw new RangeError(`No token has the index ${index} in a vocabulary of ${this.size}.`);
    return token;
  }

  tokens(indices: ArrayLike<number>): string[] {
    return Array.from(indices, index => this.token(index));
  }
}
