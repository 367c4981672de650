/** The longest earlier occurrence of what stands before the next symbol: what followed there is expected here. */

/** Longest agreement that is told from longer ones. */
export const LONGEST_MATCH = 40;

export interface MatchPosition {
  /** Where the expected symbol stands in the history; 0 if nothing matches. */
  pointer: number;
  /** Symbols that agree before it, up to LONGEST_MATCH. */
  length: number;
}

export class Matches {
  /** Where the symbols of a hash were followed last. */
  private readonly last: Int32Array;
  position: MatchPosition = { pointer: 0, length: 0 };

  /**
   * @param minimum symbols that have to agree
   * @param entries size of the table, a power of two
   */
  constructor(
    private readonly minimum: number,
    entries: number,
  ) {
    this.last = new Int32Array(entries);
  }

  tables(): [Int32Array] {
    return [this.last];
  }

  /** To be called when symbol `end - 1` has been added to the history. @param learn whether the place is remembered */
  push(history: Uint16Array, end: number, learn: boolean): void {
    const at = this.position;
    if (at.pointer > 0) {
      if (history[at.pointer] === history[end - 1]) {
        at.pointer++;
        if (at.length < LONGEST_MATCH) at.length++;
      } else at.pointer = at.length = 0;
    }
    if (end < this.minimum) return;
    let hash = 0;
    for (let k = 1; k <= this.minimum; k++) hash = Math.imul(hash + history[end - k]! + 1, 0x2f0b4c47);
    hash = (hash ^ (hash >>> 15)) & (this.last.length - 1);
    if (at.pointer === 0) this.look(history, end, this.last[hash]!);
    if (learn) this.last[hash] = end;
  }

  private look(history: Uint16Array, end: number, candidate: number): void {
    let agree = 0;
    while (agree < LONGEST_MATCH && agree < candidate && history[candidate - 1 - agree] === history[end - 1 - agree])
      agree++;
    if (agree >= this.minimum) this.position = { pointer: candidate, length: agree };
  }
}
