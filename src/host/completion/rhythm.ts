/**
 * How long to wait after a key before a suggestion is requested: the person's mean interval between keys, or almost no time
 * where answers are so fast that requesting one at every key costs nothing.
 */

/** Milliseconds. A longer pause does not count as an interval between keys. */
const longestInterval = 1500;
const usualInterval = 180;
const usualAnswer = 60;
/** The weight of the newest value in the two exponential means. */
const share = 0.15;
/**
 * After each key the expected time of an answer falls by this share. Without it, a wait that is always longer than the intervals between keys
 * would never be tested again: no answer is requested, so the mean never changes.
 */
const decay = 0.02;
const quick = { answer: 0.3, wait: 15 };
const shortestWait = 60;
const longestWait = 250;

export class TypingRhythm {
  private interval = usualInterval;
  private answer = usualAnswer;
  private last: number | undefined;

  /** @param now milliseconds, when a key was pressed */
  key(now: number): void {
    const interval = now - (this.last ?? -Infinity);
    this.last = now;
    this.answer -= decay * this.answer;
    if (interval <= longestInterval) this.interval += share * (interval - this.interval);
  }

  /** @param milliseconds the time that an answer took */
  answered(milliseconds: number): void {
    this.answer += share * (Math.min(milliseconds, longestInterval) - this.answer);
  }

  /** How long to wait now, milliseconds. */
  get wait(): number {
    if (this.answer < quick.answer * this.interval) return quick.wait;
    return Math.min(longestWait, Math.max(shortestWait, this.interval));
  }
}
