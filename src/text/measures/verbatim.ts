/** How much of a generated sample was copied from the text it was trained on. */

export interface VerbatimRun {
  /** The longest run of the sample that occurs in the text, word for word. */
  text: string;
  /** Its share of the sample's characters, 0..1. */
  share: number;
}

/**
 * The sample's substrings as an automaton (A. Blumer et al., 1985), through which the text is read once: time follows the text's
 * length, memory the sample's. Units are UTF-16.
 */
class SubstringAutomaton {
  private readonly next = [new Map<number, number>()];
  private readonly link = [-1];
  private readonly length = [0];
  private last = 0;

  constructor(sample: string) {
    for (let i = 0; i < sample.length; i++) this.extend(sample.charCodeAt(i));
  }

  /** Where in `text` its longest common substring with the sample begins, and how long it is. */
  longestIn(text: string): { start: number; length: number } {
    const best = { start: 0, length: 0 };
    let state = 0;
    let matched = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      let following = this.next[state]!.get(unit);
      while (following === undefined && state !== 0) {
        state = this.link[state]!;
        matched = this.length[state]!;
        following = this.next[state]!.get(unit);
      }
      if (following === undefined) continue;
      state = following;
      matched++;
      if (matched > best.length) {
        best.length = matched;
        best.start = i + 1 - matched;
      }
    }
    return best;
  }

  private extend(unit: number): void {
    const current = this.addState(this.length[this.last]! + 1, new Map<number, number>(), 0);
    let state = this.last;
    while (state !== -1 && !this.next[state]!.has(unit)) {
      this.next[state]!.set(unit, current);
      state = this.link[state]!;
    }
    if (state !== -1) this.link[current] = this.stateFor(state, unit);
    this.last = current;
  }

  /** The state that the new one falls back on; it is split off from a longer one if need be. */
  private stateFor(from: number, unit: number): number {
    const longer = this.next[from]!.get(unit)!;
    if (this.length[longer] === this.length[from]! + 1) return longer;
    const clone = this.addState(this.length[from]! + 1, new Map(this.next[longer]), this.link[longer]!);
    this.link[longer] = clone;
    for (let state = from; state !== -1 && this.next[state]!.get(unit) === longer; state = this.link[state]!)
      this.next[state]!.set(unit, clone);
    return clone;
  }

  private addState(length: number, next: Map<number, number>, link: number): number {
    this.next.push(next);
    this.length.push(length);
    return this.link.push(link) - 1;
  }
}

/** The longest run of `sample` that `text` holds verbatim; empty when they share nothing. */
export function longestVerbatimRun(sample: string, text: string): VerbatimRun {
  const { start, length } = new SubstringAutomaton(sample).longestIn(text);
  return { text: text.slice(start, start + length), share: sample === '' ? 0 : length / sample.length };
}
