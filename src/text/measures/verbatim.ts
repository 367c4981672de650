/** How much of a generated sample was copied from the text it was trained on. */

export interface VerbatimRun {
  /** The longest run of the sample that occurs in the text, word for word. */
  text: string;
  /** Its share of the sample's characters, 0..1. */
  share: number;
}

interface Match {
  state: number;
  length: number;
}

/**
 * The sample's substrings as an automaton (A. Blumer et al., 1985), through which the text is read once: time follows the text's
 * length, memory the sample's. Units are UTF-16.
 */
class SubstringAutomaton {
  private readonly next = [new Map<number, number>()];
  private readonly link = [-1];
  private readonly length = [0];
  private readonly firstEnd = [0];
  private last = 0;

  constructor(sample: string) {
    for (let i = 0; i < sample.length; i++) this.extend(sample.charCodeAt(i));
  }

  get first(): Match {
    return { state: 0, length: 0 };
  }

  /** The longest suffix of what was read that is in the sample, with one more unit. */
  follow(match: Match, unit: number): void {
    let following = this.next[match.state]!.get(unit);
    while (following === undefined && match.state !== 0) {
      match.state = this.link[match.state]!;
      match.length = this.length[match.state]!;
      following = this.next[match.state]!.get(unit);
    }
    if (following === undefined) return;
    match.state = following;
    match.length++;
  }

  /** Where in the sample the strings of a state first end. */
  end(state: number): number {
    return this.firstEnd[state]!;
  }

  private extend(unit: number): void {
    const end = this.length[this.last]! + 1;
    const current = this.addState(end, new Map<number, number>(), 0, end);
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
    const clone = this.addState(
      this.length[from]! + 1,
      new Map(this.next[longer]),
      this.link[longer]!,
      this.firstEnd[longer]!,
    );
    this.link[longer] = clone;
    for (let state = from; state !== -1 && this.next[state]!.get(unit) === longer; state = this.link[state]!)
      this.next[state]!.set(unit, clone);
    return clone;
  }

  private addState(length: number, next: Map<number, number>, link: number, firstEnd: number): number {
    this.firstEnd.push(firstEnd);
    this.next.push(next);
    this.length.push(length);
    return this.link.push(link) - 1;
  }
}

/** Looks for the sample in a text that is read part by part, so that it never has to be there as a whole. */
export class VerbatimSearch {
  private readonly automaton: SubstringAutomaton;
  private readonly match: Match;
  private best = { end: 0, length: 0 };

  constructor(private readonly sample: string) {
    this.automaton = new SubstringAutomaton(sample);
    this.match = this.automaton.first;
  }

  read(part: string): void {
    const { automaton, match } = this;
    for (let i = 0; i < part.length; i++) {
      automaton.follow(match, part.charCodeAt(i));
      if (match.length > this.best.length) this.best = { end: automaton.end(match.state), length: match.length };
    }
  }

  /** The longest run so far; empty when sample and text share nothing. */
  get longest(): VerbatimRun {
    const { end, length } = this.best;
    return {
      text: this.sample.slice(end - length, end),
      share: this.sample === '' ? 0 : length / this.sample.length,
    };
  }
}
