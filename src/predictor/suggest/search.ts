/**
 * The continuations that are worth suggesting: a search over what may follow, the likeliest first. A suggestion ends where a word ends, with
 * the blank behind it where that pays. Accepting a word of n characters saves n - 1 keys and the effort of thinking of it (EASE); reading a
 * suggestion has a cost. So a word that is right with probability p is worth p (n - 1 + EASE) - cost: it is shown from
 * p = cost / (n - 1 + EASE).
 */
import type { Suggestion } from '../../protocol/worker';
import type { Guess } from '../voices/mostLikely';
import type { Ahead, Place } from './ahead';
import { endsInWord, endsUnspaced, hasWord } from './words';

/** In keys, what it is worth that a word is right, beside those that are saved. Measured: docs/completion.md. */
const EASE = 4;
/** Words are taken to have at most so many characters that are saved. */
const longestWord = 20;
/** What is rarer is not looked at whatever it costs. */
const leastOfAll = 0.02;

export interface SearchLimits {
  /** Keys that a word costs which is shown. */
  readonly cost: number;
  readonly words: number;
  readonly characters: number;
  /** Lines with something on them; 0: it stays on the line. */
  readonly lines: number;
  /** What the text goes on with; '' when that is free. */
  readonly partial: string;
}

/** How tokens become text. */
export interface Writing {
  readonly token: (id: number) => string;
  /** Ids of the tokens that go along with what is given: [V] at most. */
  readonly fitting: (partial: string) => readonly number[];
  /** Between two tokens. */
  readonly separator: string;
  /** Whether a word is a token. */
  readonly whole: boolean;
}

/** A way that a continuation may begin. */
interface Way {
  /** All that would be written, `partial` with it. */
  readonly written: string;
  readonly probability: number;
  /** Words that have ended, what they are worth together, and where the last of them ends. */
  readonly words: number;
  readonly worth: number;
  readonly end: number;
}

interface Open extends Way {
  readonly token: number;
  readonly before: Place;
}

export class Search {
  /** By falling probability. */
  private readonly open: Open[] = [];
  private readonly found: Suggestion[] = [];
  private readonly least: number;

  /** @param ahead stands after the text */
  constructor(
    private readonly ahead: Ahead,
    private readonly writing: Writing,
    private readonly limits: SearchLimits,
  ) {
    const { partial, cost } = limits;
    this.least = Math.max(leastOfAll, cost / (longestWord + EASE));
    const start = { written: '', probability: 1, words: 0, worth: 0, end: partial.length };
    this.goOn(start, this.guesses(start), ahead.place());
  }

  /** Looks at one place; false when there is none left. */
  next(): boolean {
    const way = this.open.shift();
    if (!way) return false;
    const { ahead, limits, writing } = this;
    ahead.goTo(way.before);
    ahead.step(way.token);
    const guesses = this.guesses(way);
    const here = ahead.place();
    const fresh = way.written.slice(limits.partial.length);
    if (!endsInWord(fresh) || !hasWord(fresh)) {
      this.goOn(way, guesses, here);
      return true;
    }
    const mayEnd = writing.whole || endsUnspaced(fresh);
    const [ending, further] = divide(guesses, guess => mayEnd || !endsInWord(this.firstOf(guess)));
    const share = mayEnd ? 1 : ending.reduce((sum, { probability }) => sum + probability, 0);
    const worth = this.find(way, fresh, share);
    const blank = ending.find(guess => this.firstOf(guess) === ' ');
    if (blank) this.find(way, `${fresh} `, blank.probability);
    this.goOn(way, further, here);
    if (worth > way.worth && way.words + 1 < limits.words)
      this.goOn({ ...way, words: way.words + 1, worth, end: way.written.length }, ending, here);
    return true;
  }

  /** What was found, the most worth first. */
  suggestions(): Suggestion[] {
    return this.found.sort((a, b) => b.worth - a.worth || b.probability - a.probability);
  }

  /** Notes a suggestion that is worth it; returns what it is worth. @param share of the probability of the way */
  private find({ probability, worth, end }: Way, text: string, share: number): number {
    const right = probability * share;
    const length = Array.from(text.slice(end - this.limits.partial.length)).length;
    const all = worth + right * (length - 1 + EASE) - this.limits.cost;
    if (all > worth && right >= this.least) this.found.push({ text, probability: right, worth: all });
    return all;
  }

  /** What follows at the place where `ahead` stands. */
  private guesses({ written, probability }: Pick<Way, 'written' | 'probability'>): Guess[] {
    const { ahead, writing, limits, least } = this;
    const rest = limits.partial.slice(written.length);
    return rest === '' ? ahead.likeliest(least / probability) : shares(ahead.among(writing.fitting(rest)));
  }

  private goOn(from: Way, guesses: readonly Guess[], before: Place): void {
    const { writing, limits, open, least } = this;
    for (const { symbol, probability: share } of guesses) {
      const probability = from.probability * share;
      // Token 0 stands for what is not known.
      if (symbol === 0 || probability < least) continue;
      const written = from.written + (from.written === '' ? '' : writing.separator) + writing.token(symbol);
      if (!this.fits(written.slice(limits.partial.length))) continue;
      let at = open.length;
      while (at > 0 && open[at - 1]!.probability < probability) at--;
      open.splice(at, 0, { ...from, written, token: symbol, before, probability });
    }
  }

  private fits(fresh: string): boolean {
    const { characters, lines } = this.limits;
    if (fresh.length > characters) return false;
    return lines === 0 ? !fresh.includes('\n') : fresh.trimStart().split('\n').length <= lines;
  }

  private firstOf({ symbol }: Guess): string {
    return Array.from(this.writing.separator + this.writing.token(symbol))[0] ?? '';
  }
}

/** Those that are so, and the others. */
function divide<T>(items: readonly T[], isSo: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isSo), items.filter(item => !isSo(item))];
}

/** Probabilities among these alone. */
function shares(guesses: readonly Guess[]): Guess[] {
  const total = guesses.reduce((sum, { probability }) => sum + probability, 0) || 1;
  return guesses.map(({ symbol, probability }) => ({ symbol, probability: probability / total }));
}
